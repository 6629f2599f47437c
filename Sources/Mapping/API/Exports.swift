// What the library's functions take and throw comes with one import.
@_exported public import Rasters
@_exported public import Scenes
