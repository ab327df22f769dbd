"""What a page or report shows, as documented dataclasses."""
