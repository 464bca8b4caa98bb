"""Base taxonomies and the filing's own concepts → one `Taxonomy` with the filing's networks."""
