// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/caseanswer.h"

namespace causes {

namespace {

struct TraitNames
{
    const char* text;
    const char* field;
};
constexpr std::array<TraitNames, kTraitCount> kTraitNames{{{"model", "model"},
                                                           {"release", "version"},
                                                           {"adapter", "adapter"},
                                                           {"prompt version", "prompt_version"},
                                                           {"index version", "index_version"},
                                                           {"judge", "judge"},
                                                           {"client library", "instrumentation"},
                                                           {"dialect", "dialect"}}};

} // namespace

const char* traitText(Trait trait)
{
    return kTraitNames[static_cast<std::size_t>(trait)].text;
}

const char* fieldName(Trait trait)
{
    return kTraitNames[static_cast<std::size_t>(trait)].field;
}

} // namespace causes
