"""Whole pages for anonymous readers, kept before Django: built once, answered by every worker until anything public
changes (core.versions) or the day ends. docs/caching.md tells the whole story.
"""
