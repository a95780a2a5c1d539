"""The projection of the map, Albers on a sphere: what is drawn by it is as even on the screen as it is on the sheet."""

import math

Point = tuple[float, float]

PARALLELS, MERIDIAN = (52.0, 64.0), 100.0
N = (math.sin(math.radians(PARALLELS[0])) + math.sin(math.radians(PARALLELS[1]))) / 2
C = math.cos(math.radians(PARALLELS[0])) ** 2 + 2 * N * math.sin(math.radians(PARALLELS[0]))


def flat(longitude: float, latitude: float) -> Point:
    """Return the place on the sheet of the map, in radii of the earth, north up."""
    radius = math.sqrt(C - 2 * N * math.sin(math.radians(latitude))) / N
    angle = N * math.radians(longitude - MERIDIAN)
    return radius * math.sin(angle), -radius * math.cos(angle)


def globe(x: float, y: float) -> Point:
    """Return the longitude and latitude of a place on the sheet."""
    longitude = MERIDIAN + math.degrees(math.atan2(x, -y) / N)
    latitude = math.degrees(math.asin((C - (x * x + y * y) * N * N) / (2 * N)))
    return round(longitude, 2), round(latitude, 2)
