"""The names of `typing` that type hints are written with; at run time they are stand-ins.

Importing `typing` takes 3 % of a short run, and hints are not evaluated. What a module imports from here costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO as IO
    from typing import Any as Any
    from typing import AnyStr as AnyStr
    from typing import BinaryIO as BinaryIO
    from typing import ClassVar as ClassVar
    from typing import Generic as Generic
    from typing import Literal as Literal
    from typing import ParamSpec as ParamSpec
    from typing import Protocol as Protocol
    from typing import TextIO as TextIO
    from typing import TypeAlias as TypeAlias
    from typing import TypeGuard as TypeGuard
    from typing import TypeVar as TypeVar
    from typing import cast as cast
else:
    Any = AnyStr = BinaryIO = TextIO = TypeAlias = object

    class _Subscripted:
        """A class that may be written with types behind it, and stays itself."""

        __slots__ = ()

        def __class_getitem__(cls, _types):
            return cls

    ClassVar = IO = TypeGuard = _Subscripted

    class Literal(_Subscripted):
        """One of several words."""

    class Generic(_Subscripted):
        """The base of a generic class."""

        __slots__ = ()

    class Protocol(_Subscripted):
        """The base of a class that says what others have."""

        __slots__ = ()

    def TypeVar(_name, **_bounds):  # noqa: N802
        """Any type."""
        return object

    ParamSpec = TypeVar

    def cast(_type, value):
        """The value itself."""
        return value
