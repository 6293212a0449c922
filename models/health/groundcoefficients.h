// SPDX-License-Identifier: GPL-3.0-or-later

// Written by training/fit.py; see there for the sets and their licences. Not to be edited.

#pragma once

#include "models/health/groundfeatures.h"

namespace health {

struct GroundModel
{
    std::string_view task;
    double intercept;
    GroundVector weights;
};

// Weights in the order of GroundFeature; the result is a log-odds.
inline constexpr std::array<GroundModel, 5> kGroundModels{{
    {"qa",
     -2.7838,
     {1.8373, -0.6513, -0.7841, -0.0294, 0.8984, 0.9925, 0.6298, 0.4390, 2.4311, 1.1233, 0.6704,
      -0.2773, 0.0000, -0.0376, -1.1569, 0.1955, 0.4573, -0.5233}},
    {"summary",
     -0.1592,
     {-0.1833, 0.6248, -0.4461, 0.3356, 2.0937, -0.9039, 0.4257, 2.5902, 0.0000, -0.6225, -0.4969,
      0.3529, 0.0000, 0.1494, 0.2148, -0.3704, 1.0991, 1.3536}},
    {"data2txt",
     -1.7038,
     {0.6890, 0.5182, -0.2689, 1.0145, 0.0405, 1.4627, 0.3606, 3.1671, 0.0000, -0.2286, -0.1545,
      0.0886, 0.0000, 0.2632, -1.1544, -0.3684, -1.1984, 0.8380}},
    {"dialogue",
     -0.0800,
     {0.5862, 2.0891, 0.5769, 0.1096, 1.6762, 0.9909, 2.0559, 0.0000, 0.0000, 0.1354, 0.1615,
      -0.6003, 0.0000, 2.3962, 0.0932, 2.0203, 3.0453, 1.1647}},
    {"general",
     -0.7433,
     {0.7753, 2.9603, -1.0547, 0.6594, 0.9540, 1.0278, 0.3574, 1.7920, 2.9659, 0.1828, -1.1604,
      -0.0661, 0.0000, 0.1252, 0.2208, -0.2107, 1.0891, -1.2064}},
}};

} // namespace health
