"""The filters of a page: their bar, where they are kept, the places they lead to."""
