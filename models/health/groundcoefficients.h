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
     -2.7905,
     {1.8473, -0.5800, -0.7964, -0.0258, 0.8972, 1.0132, 0.6120, 0.6634, 3.0998, 1.0812, 0.6669,
      -0.2743, 0.0000, -0.0361, -1.1619, 0.1855, 0.4653, -0.5232}},
    {"summary",
     -0.1365,
     {-0.1907, 0.6009, -0.4371, 0.3373, 2.0926, -0.9049, 0.4269, 2.5857, 0.0000, -0.6192, -0.4870,
      0.3455, 0.0000, 0.1496, 0.2151, -0.3684, 1.0993, 1.3537}},
    {"data2txt",
     -1.6809,
     {0.6680, 0.4888, -0.2437, 1.0423, 0.0381, 1.4777, 0.3555, 3.0977, 0.0000, -0.1848, -0.2415,
      0.0841, 0.0000, 0.2809, -1.2089, -0.3422, -1.2452, 0.8354}},
    {"dialogue",
     -0.0838,
     {0.6096, 2.0759, 0.5153, 0.1445, 1.6732, 0.9943, 2.0584, 0.0000, 0.0000, 0.1740, 0.1821,
      -0.6009, 0.0000, 2.3890, 0.0830, 2.0329, 3.0256, 1.1658}},
    {"general",
     -0.7521,
     {0.7821, 2.9673, -1.0704, 0.6687, 0.9505, 1.0398, 0.3554, 2.1493, 3.8462, 0.2090, -1.1665,
      -0.0651, 0.0000, 0.1295, 0.2142, -0.1988, 1.0771, -1.2097}},
}};

} // namespace health
