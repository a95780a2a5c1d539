"""The names under which values of a reader's session stand in `st.session_state`, widgets that code reads included."""

# The frame
DATA_VERSION = "data_version"  # of this run
PRINCIPAL = "principal"  # who asks, as the sign-in knows them
LANGUAGE = "language"
LANGUAGES_SHOWN = "languages_shown"  # those this session has seen so far
PAGE = "page"  # the name of the page that is drawn
VIEW = "view"  # the `View` the page answers for

# The filters: in force, as the address has them, and the widgets of the bar
FILTERS = "filters"
FILTERS_ADDRESS = "address"
NARROWED = "filters_narrowed"  # more was asked for than the reader may see: to say once
PRESET = "filter_preset"
DAYS = "filter_days"
COMPARISON = "filter_comparison"
DISTRICT = "filter_district"
REGIONS = "filter_regions"
NORMALISATION = "filter_normalisation"

# The passport of a region, and the way there and back
PASSPORT_REGION = "passport_region"
NEXT_PLACE = "next_place"  # where a click leads in the next run
CAME_FROM = "came_from"

# The weights of the index
WEIGHTS = "rating_weights"
WEIGHTS_ADDRESS = "weights_address"  # the weights this page wrote into the address
WEIGHTS_EDITED = "weights_edited"  # whether their editor is open
WEIGHTS_REFUSALS = "weights_refusals"  # sentences to show once
WEIGHTS_SET = "weights_set"  # the saved set in the picker

# The presentation
DECK = "deck"
DECK_NAME = "deck_name"
DECK_MESSAGES = "deck_messages"  # sentences to show once
READY_SET = "deck_ready"
SAVED_DECK = "deck_saved"
DECKS_SEEN = "decks_seen"  # the numbers of those that were opened or saved here
SLIDE = "deck_slide"  # the place of the chosen slide
SLIDE_TITLE = "deck_title"
SLIDE_COMMENT = "deck_comment"
REBUILT_SLIDES = "deck_slides"  # with what they were built from
TEMPLATE = "deck_template"
PDF = "deck_pdf_file"  # with what it was made from
PASSPORTS = "passports_file"  # with what it was made from

# The page «Данные»
CHECKED_FILE = "upload_checked"  # with what it was checked against


def choice(name: str) -> str:
    """Return the key of a choice that belongs to one page."""
    return f"choice-{name}"


def choice_address(name: str) -> str:
    """Return the key of what the page wrote into the address for a choice."""
    return f"choice-{name}-address"


def weight(component: str) -> str:
    """Return the key of the number that sets a component's weight."""
    return f"weight_{component}"


def similarity(feature: str) -> str:
    """Return the key of the number that sets how much a feature makes regions similar."""
    return f"similarity_{feature}"


def drawer(exhibit: str) -> str:
    """Return the key of the drawer that is open under an exhibit."""
    return f"drawer-{exhibit}"


def chart(exhibit: str, is_map: bool) -> str:
    """Return the key of an exhibit's chart: the style sheet and the picture look it up by this."""
    return f"{'map' if is_map else 'chart'}-{exhibit}"


def block(exhibit: str) -> str:
    """Return the key of an exhibit's table of HTML."""
    return f"block-{exhibit}"


def rows(exhibit: str) -> str:
    """Return the key of an exhibit's table of rows."""
    return f"rows-{exhibit}"
