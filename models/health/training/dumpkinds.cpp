// SPDX-License-Identifier: GPL-3.0-or-later

// Reads texts from standard input, each ended by a NUL, and prints the kinds of their words, a text
// a line; for wordorder.py.

#include "models/health/textunits.h"
#include "models/health/wordorder.h"

#include <iostream>
#include <string>

int main()
{
    std::string text;
    while (std::getline(std::cin, text, '\0'))
        std::cout << health::wordKinds(text, health::unitsOf(text)) << '\n';
    return 0;
}
