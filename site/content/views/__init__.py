"""Pages of content: the inspection in the CMS."""
