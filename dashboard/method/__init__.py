"""The page «Методика» and the reference pages of docs."""
