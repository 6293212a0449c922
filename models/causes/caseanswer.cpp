// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/caseanswer.h"

#include "models/causes/wording.h"

namespace causes {

namespace {

struct TraitNames
{
    const char* text;
    const char* field;
};
constexpr std::array<TraitNames, kTraitCount> kTraitNames{
    {{QT_TRANSLATE_NOOP("causes", "model"), "model"},
     {QT_TRANSLATE_NOOP("causes", "release"), "version"},
     {QT_TRANSLATE_NOOP("causes", "adapter"), "adapter"},
     {QT_TRANSLATE_NOOP("causes", "prompt version"), "prompt_version"},
     {QT_TRANSLATE_NOOP("causes", "index version"), "index_version"},
     {QT_TRANSLATE_NOOP("causes", "judge"), "judge"},
     {QT_TRANSLATE_NOOP("causes", "client library"), "instrumentation"},
     {QT_TRANSLATE_NOOP("causes", "dialect"), "dialect"}}};

} // namespace

std::string traitText(Trait trait)
{
    return translate("causes", kTraitNames[static_cast<std::size_t>(trait)].text);
}

const char* fieldName(Trait trait)
{
    return kTraitNames[static_cast<std::size_t>(trait)].field;
}

} // namespace causes
