"""The page «Данные»."""
