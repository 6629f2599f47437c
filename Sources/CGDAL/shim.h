#ifndef FACIES_CGDAL_SHIM_H
#define FACIES_CGDAL_SHIM_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <gdal_utils.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

// Swift cannot call a macro that writes a struct literal.
static inline void facies_init_raster_io_extra(GDALRasterIOExtraArg *arg) {
  INIT_RASTERIO_EXTRA_ARG(*arg);
}

#endif
