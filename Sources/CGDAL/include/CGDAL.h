#ifndef FACIES_CGDAL_H
#define FACIES_CGDAL_H

// GDAL's C API. Debian keeps its headers in a folder of their own.
#if __has_include(<gdal/gdal.h>)
#include <gdal/cpl_conv.h>
#include <gdal/cpl_error.h>
#include <gdal/cpl_string.h>
#include <gdal/cpl_vsi.h>
#include <gdal/gdal.h>
#include <gdal/gdal_alg.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#else
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#endif

// Values of 64-bit integers that mean "no data", exactly; GDAL has had such
// rasters since 3.5.
static inline int64_t facies_no_data_int64(GDALRasterBandH band, int *isThere) {
#if GDAL_VERSION_NUM >= GDAL_COMPUTE_VERSION(3, 5, 0)
  return GDALGetRasterNoDataValueAsInt64(band, isThere);
#else
  *isThere = 0;
  return 0;
#endif
}

static inline uint64_t facies_no_data_uint64(GDALRasterBandH band, int *isThere) {
#if GDAL_VERSION_NUM >= GDAL_COMPUTE_VERSION(3, 5, 0)
  return GDALGetRasterNoDataValueAsUInt64(band, isThere);
#else
  *isThere = 0;
  return 0;
#endif
}

// Swift cannot call a macro that writes a struct literal.
static inline void facies_init_raster_io_extra(GDALRasterIOExtraArg *arg) {
  INIT_RASTERIO_EXTRA_ARG(*arg);
}

#endif
