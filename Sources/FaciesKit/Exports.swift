// The values that the library's functions take, return and throw come with one import.
@_exported public import Batches
@_exported public import Catalogues
@_exported public import Clusterers
@_exported public import CodedCutouts
@_exported public import Fitting
@_exported public import Groups
@_exported public import Inspection
@_exported public import Jobs
@_exported public import Learning
@_exported public import MapTools
@_exported public import Rasters
@_exported public import SceneMaps
@_exported public import Scenes
@_exported public import Settings
@_exported public import Sweeps
@_exported public import Unmixing
