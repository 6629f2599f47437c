#ifndef FACIES_CFITSIO_SHIM_H
#define FACIES_CFITSIO_SHIM_H

#include <fitsio.h>

#endif
