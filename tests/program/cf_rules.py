"""The rules of CF-1.10 that a file can break, as its document and its list of conformance requirements have them.

Left out, on purpose:
- the ending ".nc" (2.1): results are named .h5, since they are that, too; `-o run.nc` writes the same bytes;
- a dimension that grows comes first (9.3), a limit of netCDF-3: steps of tracks come last, so that an animal's lie together;
- data are missing where their place is (9.6): `alive` says of the dead that they are.
"""
import ctypes
import re

import cftime
import netCDF4
import numpy as np

# Standard names in use with their units in the standard name table, for those of the same dimension.
STANDARD = {
    "time": None, "latitude": "degree_north", "longitude": "degree_east",
    "projection_x_coordinate": "m", "projection_y_coordinate": "m", "surface_altitude": "m", "land_area_fraction": "1",
    "surface_snow_thickness": "m", "surface_snow_area_fraction": "1", "lwe_thickness_of_surface_snow_amount": "m",
    "normalized_difference_vegetation_index": "1", "air_temperature": "K", "wind_speed": "m s-1", "x_wind": "m s-1",
    "y_wind": "m s-1", "eastward_wind": "m s-1", "northward_wind": "m s-1", "lwe_precipitation_rate": "m s-1",
}
AXIS_OF = {"time": "T", "latitude": "Y", "longitude": "X", "projection_x_coordinate": "X", "projection_y_coordinate": "Y"}
METHODS = {"point", "sum", "maximum", "maximum_absolute_value", "median", "mid_range", "minimum", "minimum_absolute_value",
           "mean", "mean_absolute_value", "mean_of_upper_decile", "mode", "range", "root_mean_square", "standard_deviation",
           "sum_of_squares", "variance"}
CALENDARS = {"standard", "gregorian", "proleptic_gregorian", "noleap", "365_day", "all_leap", "366_day", "360_day", "julian"}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
FLAG = re.compile(r"[A-Za-z0-9_.+@-]+")
# Appendix F: what each projection cannot do without; a tuple holds parameters of which one is enough.
FALSE = ["false_easting", "false_northing"]
CENTRE = ["longitude_of_projection_origin", "latitude_of_projection_origin"]
MAPPINGS = {
    "latitude_longitude": [],
    "albers_conical_equal_area": ["standard_parallel", "longitude_of_central_meridian", "latitude_of_projection_origin", *FALSE],
    "azimuthal_equidistant": [*CENTRE, *FALSE],
    "lambert_azimuthal_equal_area": [*CENTRE, *FALSE],
    "lambert_conformal_conic": ["standard_parallel", "longitude_of_central_meridian", "latitude_of_projection_origin", *FALSE],
    "lambert_cylindrical_equal_area": ["longitude_of_central_meridian", ("standard_parallel", "scale_factor_at_projection_origin"), *FALSE],
    "mercator": ["longitude_of_projection_origin", ("standard_parallel", "scale_factor_at_projection_origin"), *FALSE],
    "orthographic": [*CENTRE, *FALSE],
    "polar_stereographic": [("straight_vertical_longitude_from_pole", "longitude_of_projection_origin"),
                            "latitude_of_projection_origin", ("standard_parallel", "scale_factor_at_projection_origin"), *FALSE],
    "stereographic": [*CENTRE, "scale_factor_at_projection_origin", *FALSE],
    "transverse_mercator": ["scale_factor_at_central_meridian", "longitude_of_central_meridian", "latitude_of_projection_origin", *FALSE],
    "sinusoidal": ["longitude_of_projection_origin", *FALSE],
}


class Udunits:
    """The library itself, so that no other package is wanted."""

    def __init__(self):
        self.lib = ctypes.CDLL("libudunits2.so.0")  # OSError where it is not installed
        for name in ("ut_read_xml", "ut_parse"):
            getattr(self.lib, name).restype = ctypes.c_void_p
        self.lib.ut_parse.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.lib.ut_are_convertible.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self.lib.ut_set_error_message_handler(self.lib.ut_ignore)  # it remarks on its own database
        self.system = self.lib.ut_read_xml(None)
        if not self.system:
            raise OSError("UDUNITS has no database: install libudunits2-data")

    def parse(self, unit):
        return self.lib.ut_parse(self.system, unit.encode(), 2)

    def convertible(self, one, other):
        return bool(self.lib.ut_are_convertible(self.parse(one), self.parse(other)))


def attributes(item):
    return {name: item.getncattr(name) for name in item.ncattrs()}


def is_text(variable):
    return variable.dtype is str or variable.dtype.kind in "SU"


def words(value):
    return value.split() if isinstance(value, str) else []


class Group:
    """The variables of a group by what they are in it."""

    def __init__(self, group, udunits, unit_by_row):
        self.group, self.udunits, self.unit_by_row, self.found = group, udunits, unit_by_row, []
        self.variables = dict(group.variables)
        self.notes = {name: attributes(v) for name, v in self.variables.items()}

        def named_by(attribute):
            return {word.rstrip(":") for notes in self.notes.values() for word in words(notes.get(attribute))}
        self.bounds, self.mappings, self.auxiliary = named_by("bounds"), named_by("grid_mapping"), named_by("coordinates")

    def is_coordinate(self, name):
        return self.variables[name].dimensions == (name,)

    def role(self, name):
        if name in self.bounds:
            return "bounds"
        if name in self.mappings or "grid_mapping_name" in self.notes[name]:
            return "mapping"
        if self.is_coordinate(name):
            return "coordinate"
        return "auxiliary" if name in self.auxiliary else "data"

    def values(self, name):
        return np.ma.getdata(self.variables[name][...])

    def say(self, name, what):
        path = "/".join(part for part in (self.group.path.strip("/"), name) if part)
        self.found.append(f"{path}: {what}")

    def want(self, holds, name, what):
        if not holds:
            self.say(name, what)
        return holds

    def check(self):
        self.names()
        for name in self.variables:
            self.described(name)
            self.units(name)
            self.missing(name)
            self.flags(name)
            self.referred(name)
            role = self.role(name)
            if role == "coordinate":
                self.coordinate(name)
            elif role == "mapping":
                self.mapping(name)
            elif role == "data":
                self.placed(name)
            if "bounds" in self.notes[name]:
                self.bounded(name)
            if "cell_methods" in self.notes[name]:
                self.cell_methods(name)
            if self.notes[name].get("standard_name") == "time":
                self.time(name)
        self.features()
        return self.found

    # ---- 2: names, types, missing values ----------------------------------------------------------

    def names(self):
        lower = [name.lower() for name in self.variables]
        for name, variable in self.variables.items():
            self.want(NAME.fullmatch(name), name, "a name is letters, digits and underscores")
            self.want(lower.count(name.lower()) == 1, name, "differs from another name by upper case alone")
            self.want(len(set(variable.dimensions)) == len(variable.dimensions), name, "has a dimension twice")
            for word in ("title", "history"):
                self.want(word not in self.notes[name], name, f"{word} belongs to files and groups")
        for word in ("title", "history", "institution", "source", "references", "comment", "featureType"):
            self.want(isinstance(attributes(self.group).get(word, ""), str), "", f"{word} is no text")
        if self.group.parent is not None:
            for word in ("Conventions", "external_variables"):
                self.want(word not in self.group.ncattrs(), "", f"{word} belongs to the root")

    def missing(self, name):
        for word in ("_FillValue", "missing_value"):
            value = self.notes[name].get(word)
            if value is None:
                continue
            self.want(np.asarray(value).dtype == self.variables[name].dtype, name, f"{word} is of another type")
            self.want(self.role(name) not in ("coordinate", "bounds"), name, f"{word} in a coordinate or its bounds")

    # ---- 3: what it is, in which unit -------------------------------------------------------------

    def described(self, name):
        notes = self.notes[name]
        self.want(name in self.bounds or notes.get("long_name") or notes.get("standard_name"), name,
                  "neither long_name nor standard_name")
        for word in ("long_name", "standard_name", "units", "cell_methods", "coordinates", "bounds", "grid_mapping", "axis",
                     "calendar", "flag_meanings"):
            self.want(isinstance(notes.get(word, ""), str), name, f"{word} is no text")

    def units(self, name):
        notes, role = self.notes[name], self.role(name)
        unit = notes.get("units")
        standard = notes.get("standard_name")
        if standard is not None:
            self.want(standard in STANDARD, name, f"standard_name {standard} is not in the list of those in use")
        if unit is None:
            exempt = is_text(self.variables[name]) or role in ("bounds", "mapping") or name in self.unit_by_row
            self.want(exempt, name, "no units")
            return
        if not self.want(self.udunits.parse(unit), name, f"UDUNITS does not know the unit '{unit}'"):
            return
        canonical = STANDARD.get(standard)
        if canonical is not None:
            self.want(self.udunits.convertible(unit, canonical), name, f"'{unit}' is no unit of {standard}")

    def time(self, name):
        notes, values = self.notes[name], self.values(name)
        calendar = notes.get("calendar", "standard")
        if not self.want(re.fullmatch(r"\w+ since .+", notes.get("units", "")), name, "time without a reference"):
            return
        if self.want(calendar in CALENDARS, name, f"no calendar '{calendar}'") and values.size:
            self.want(cftime.num2date(values.flat[0], notes["units"], calendar).year > 1582, name, "before the calendar began")

    def flags(self, name):
        notes, variable = self.notes[name], self.variables[name]
        has = [word for word in ("flag_values", "flag_masks") if word in notes]
        if not has:
            self.want("flag_meanings" not in notes, name, "flag_meanings without flag_values")
            return
        meanings = words(notes.get("flag_meanings"))
        for meaning in meanings:
            self.want(FLAG.fullmatch(meaning), name, f"'{meaning}' is no word for flag_meanings")
        for word in has:
            values = np.atleast_1d(notes[word])
            self.want(values.dtype == variable.dtype, name, f"{word} is of another type")
            self.want(values.size == len(meanings), name, f"{values.size} {word}, but {len(meanings)} flag_meanings")
            self.want(np.unique(values).size == values.size, name, f"{word} are not all different")
            held = np.unique(self.values(name))
            held = held[held != notes.get("_FillValue", held.dtype.type(-1) if "member" in self.variables else None)]
            if word == "flag_values":
                self.want(np.isin(held, values).all(), name, "holds values that flag_values lack")
            else:
                self.want(variable.dtype.kind in "iu" and (values != 0).all(), name, "flag_masks want bits")
                self.want(not (held & ~np.bitwise_or.reduce(values)).any(), name, "holds bits that flag_masks lack")

    # ---- 4 and 5: coordinates, projections --------------------------------------------------------

    def look_up(self, path):
        """A variable by its name in the group or one above, or by its path."""
        group = self.group
        if "/" in path:
            try:
                return group[path]
            except (IndexError, KeyError):
                return None
        while group is not None:
            if path in group.variables:
                return group.variables[path]
            group = group.parent
        return None

    def referred(self, name):
        """Variables that attributes name exist, and fit."""
        notes, mine = self.notes[name], self.variables[name].dimensions
        for other in words(notes.get("coordinates")):
            found = self.look_up(other)
            if self.want(found is not None, name, f"coordinates name {other}, which is not there"):
                self.want(set(found.dimensions) <= set(mine), name, f"its coordinate {other} has other dimensions")
        for word in words(notes.get("grid_mapping")):
            found = self.look_up(word.rstrip(":"))
            self.want(found is not None, name, f"grid_mapping names {word}, which is not there")
        if self.role(name) in ("coordinate", "auxiliary", "bounds", "mapping"):
            for word in ("coordinates", "grid_mapping", "cell_methods"):
                self.want(word not in notes, name, f"{word} belongs to data")
        if self.role(name) == "data":
            self.want("axis" not in notes, name, "axis belongs to coordinates")
        if "calendar" in notes:
            self.want(notes.get("standard_name") == "time", name, "calendar without time")

    def coordinate(self, name):
        values, notes = self.values(name), self.notes[name]
        if not self.want(not is_text(self.variables[name]), name, "a coordinate of text"):
            return
        self.want(np.isfinite(values.astype(float)).all(), name, "a coordinate with gaps")
        if values.size > 1:
            steps = np.diff(values)
            self.want((steps > 0).all() or (steps < 0).all(), name, "not strictly monotonic")
        expected = AXIS_OF.get(notes.get("standard_name"))
        self.want(notes.get("axis") == expected, name, f"axis is {notes.get('axis')}, not {expected}")

    def mapping(self, name):
        notes = self.notes[name]
        kind = notes.get("grid_mapping_name")
        if not self.want(kind in MAPPINGS, name, f"no projection '{kind}'"):
            return
        for wanted in MAPPINGS[kind]:
            choice = wanted if isinstance(wanted, tuple) else (wanted,)
            self.want(any(parameter in notes for parameter in choice), name, f"{kind} without {' or '.join(choice)}")
        self.want(isinstance(notes.get("crs_wkt"), str), name, "no crs_wkt")
        for parameter in (p for p in notes if p.startswith(("false_", "latitude_of", "longitude_of", "standard_p", "scale_", "semi_", "inverse_"))):
            self.want(np.asarray(notes[parameter]).dtype.kind == "f", name, f"{parameter} is no real number")
        names = {"reference_ellipsoid_name", "prime_meridian_name", "horizontal_datum_name", "geographic_crs_name"} & set(notes)
        self.want(len(names) in (0, 4), name, "names of the datum are given in part")
        self.want(self.variables[name].ndim == 0, name, "a projection has no dimensions")

    def coordinates_of(self, name):
        """Names by standard name of all coordinates of a variable."""
        found = {}
        for other in [d for d in self.variables[name].dimensions if d in self.variables] + words(self.notes[name].get("coordinates")):
            variable = self.look_up(other)
            if variable is not None:
                found.setdefault(attributes(variable).get("standard_name", ""), []).append(other)
        return found

    def placed(self, name):
        """What lies on a map has its places in degrees and, where there is a projection, in that, too."""
        have = self.coordinates_of(name)
        axes = [attributes(self.look_up(other)).get("axis") for others in have.values() for other in others]
        axes = [a for a in axes if a is not None]
        self.want(len(set(axes)) == len(axes), name, f"two coordinates for an axis: {axes}")
        if "projection_x_coordinate" in have:
            self.want("grid_mapping" in self.notes[name], name, "lies on a projection, but says not on which")
        if "grid_mapping" in self.notes[name]:
            for wanted in ("projection_x_coordinate", "projection_y_coordinate", "latitude", "longitude"):
                self.want(wanted in have, name, f"on a projection without {wanted} among its coordinates")

    # ---- 7: edges and methods ---------------------------------------------------------------------

    def bounded(self, name):
        edges_name = self.notes[name]["bounds"]
        edges = self.variables.get(edges_name)
        if not self.want(edges is not None, name, f"bounds name {edges_name}, which is not there"):
            return
        mine = self.variables[name]
        self.want(edges.dimensions[:-1] == mine.dimensions and edges.ndim == mine.ndim + 1, edges_name, "not as long as what it bounds")
        self.want(not is_text(edges), edges_name, "edges of text")
        for word in ("units", "standard_name", "axis", "positive", "calendar", "leap_month", "leap_year", "month_lengths"):
            self.want(word not in self.notes[edges_name], edges_name, f"{word} belongs to {name}")
        low, high = self.values(edges_name).min(axis=-1), self.values(edges_name).max(axis=-1)
        self.want(((low <= self.values(name)) & (self.values(name) <= high)).all(), edges_name, f"{name} lies outside")

    def cell_methods(self, name):
        text, seen = self.notes[name]["cell_methods"], []
        one = re.compile(r"((?:\w+: )+)(\w+)(?: where \w+(?: over \w+)?)?(?: (?:within|over) (?:days|years))?(?: \([^)]*\))?(?: |$)")
        at = 0
        while at < len(text):
            found = one.match(text, at)
            if not self.want(found, name, f"cell_methods '{text}' cannot be read"):
                return
            at = found.end()
            for axis in found[1].replace(":", "").split():
                scalars = [c for c in words(self.notes[name].get("coordinates")) if c in self.variables and self.variables[c].ndim == 0]
                known = {*self.variables[name].dimensions, *scalars, *STANDARD, "area"}
                self.want(axis in known, name, f"cell_methods: {axis} is none of its dimensions")
                self.want(axis not in seen, name, f"cell_methods: {axis} twice")
                seen.append(axis)
                if found[2] != "point" and axis in self.variables and self.is_coordinate(axis) and not is_text(self.variables[axis]):
                    self.want("bounds" in self.notes[axis], name, f"cell_methods: {found[2]} over {axis}, which has no bounds")
            self.want(found[2] in METHODS, name, f"cell_methods: no method '{found[2]}'")

    # ---- 9: features ------------------------------------------------------------------------------

    def features(self):
        kind = attributes(self.group).get("featureType")
        named = [name for name in self.variables if "cf_role" in self.notes[name]]
        if kind is None:
            self.want(not named, "", f"cf_role without featureType: {named}")
            return
        if not self.want(kind == "trajectory", "", f"featureType {kind}: of the kinds there are, results have trajectories"):
            return
        if not self.want(len(named) == 1, "", f"one variable has the cf_role, not {named}"):
            return
        name = named[0]
        self.want(self.notes[name]["cf_role"] == "trajectory_id", name, "cf_role is not trajectory_id")
        self.want(self.variables[name].ndim == 1, name, "names of trajectories lie along one dimension")
        self.want(np.unique(self.values(name)).size == self.values(name).size, name, "two trajectories of one name")
        instance = self.variables[name].dimensions[0]
        for other, variable in self.variables.items():
            if instance not in variable.dimensions or variable.ndim == 1 or self.role(other) != "data":
                continue
            have = self.coordinates_of(other)
            for wanted in ("time", "latitude", "longitude"):
                self.want(wanted in have, other, f"a trajectory without {wanted}")
            places = [self.values(place) for word in ("latitude", "longitude") for place in have.get(word, [])]
            if len(places) == 2:
                self.want((np.isnan(places[0]) == np.isnan(places[1])).all(), other, "places with one number of two")
        for time in (t for t in self.variables if self.notes[t].get("standard_name") == "time"):
            self.want((np.diff(self.values(time)) > 0).all(), time, "steps that do not follow each other")


def breaches(dataset, udunits, unit_by_row=(), other_names=None):
    """What a file breaks, one line each.

    `unit_by_row`: variables whose unit is another in each row, named by a variable beside them.
    `other_names`: a pattern for names that are not letters, digits and underscores, which CF recommends but does not want.
    """
    found = []
    conventions = re.split(r"[ ,]+", str(attributes(dataset).get("Conventions", "")))
    if "CF-1.10" not in conventions:
        found.append(f"Conventions are {conventions}, not CF-1.10")

    def walk(group):
        found.extend(Group(group, udunits, unit_by_row).check())
        for child in group.groups.values():
            walk(child)
    dataset.set_always_mask(False)
    walk(dataset)
    if other_names is not None:
        found = [line for line in found if not ("a name is letters" in line and re.search(other_names, line))]
    return found


def breaches_of(path, udunits, **exempt):
    with netCDF4.Dataset(path) as dataset:
        return breaches(dataset, udunits, **exempt)
