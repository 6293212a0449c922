// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace health {

enum class NamePart : std::uint8_t
{
    Word, // that is none of the others: a family, or a word of whoever named a deployment
    Version, // "4", "4o"
    Size, // "70b", "8x7b"
    Tuning, // "instruct", "chat", "it"
    Variant, // "mini", "turbo", "sonnet"
};

// Which model a name means, as providers, gateways and local servers spell it. Path, provider,
// route and quantisation are left out: the same model goes by names with and without them.
struct ModelName
{
    struct Part
    {
        std::string text;
        NamePart kind = NamePart::Word;
        friend auto operator<=>(const Part&, const Part&) = default;
    };
    std::vector<Part> parts; // "gpt-35-turbo" is gpt, 3, 5, turbo; "2.0" is 2
    // Which of its snapshots: "2024-08-06", "20240806", "0806", "2407", "05-20", "002", "v0.2".
    // 0: does not say.
    int year = 0;
    int month = 0;
    int day = 0;
    std::string build; // of that day, or by number
    std::string revision;
    bool isOfFamily = false; // one of the families of models that are known by name

    bool has(NamePart kind) const;
};

ModelName modelNameOf(std::string_view name);

// Whether both say which snapshot they mean, and not the same.
bool areOtherSnapshots(const ModelName& one, const ModelName& other);

} // namespace health
