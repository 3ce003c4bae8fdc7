"""The measured page quality: axe, Nu validator, Lighthouse, weights. `make look` runs it, docs/measured.md has it."""
