// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/differences.h"

#include <QString>

namespace items {

// How a difference is told, everywhere in the same way. What comes from outside (names, values) is
// made visible and cut; still plain text only.

QString attributeText(const differences::Attribute& attribute); // "model served"
// "model served is codegen-11-b", "input tokens from 4,096", "retrieved document doc-7 among them",
// "adapter is not told".
QString propertyText(const differences::NamedProperty& property);
// A bar's own: "codegen-11-b", "0.68 to 1.2 s", "all others", "not told".
QString barText(const differences::DistributionBar& bar, const differences::Attribute& attribute);
// "41 points more often (35 to 47)"; where nothing is sure the low end may be below zero.
QString effectText(const attribution::Difference& difference);
// "92 % of the suspects, 51 % of the rest": those whose difference is told, and those of all
// answers where they are others.
QString sharesText(const differences::DifferenceRow& row);

// "141 answers of 62 people or conversations, as sure as 88 independent ones".
QString weightText(const differences::DifferenceRow& row);
// What is said where nothing is sure, with how many suspects there are; `isRegion`: they are the
// answers of a part of time.
QString nothingSureText(const differences::Differences& all, bool isRegion);
QString unsureText(); // "not sure: could be chance"
// "12 of 65 points remain among answers alike in version"; empty where nothing was held against it.
QString remainderText(const differences::Differences& all, const differences::DifferenceRow& row);
// "Goes through output tokens from 59"; empty where it goes through nothing that is listed.
QString pathText(const differences::Differences& all, const differences::DifferenceRow& row);

} // namespace items
