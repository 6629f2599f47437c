#ifndef FACIES_CSQLITE_SHIM_H
#define FACIES_CSQLITE_SHIM_H

#include <sqlite3.h>

#endif
