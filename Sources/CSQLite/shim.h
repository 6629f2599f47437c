#ifndef FACIES_CSQLITE_SHIM_H
#define FACIES_CSQLITE_SHIM_H

#include <sqlite3.h>

/* Triggers of this connection do nothing from now on. sqlite3_db_config takes
   any number of arguments, which Swift cannot call. */
static inline int facies_sqlite_without_triggers(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
}

#endif
