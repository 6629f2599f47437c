// What the allocator holds; Glibc's module leaves malloc.h out.
#pragma once
#include <malloc.h>
