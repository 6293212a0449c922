// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/firstpaint.h"

// The floor of `bench cold-start` and `bench idle`: Qt Widgets and nothing of the console, so that
// what the console's own libraries take to load is not in it.
int main(int argc, char* argv[])
{
    return bench::showEmptyWindow(argc, argv);
}
