// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/chain.h"

#include <array>
#include <string_view>

#include <openssl/sha.h>

namespace store {

namespace {

void appendNetstring(std::string& text, std::string_view field)
{
    text += std::to_string(field.size());
    text += ':';
    text += field;
    text += ',';
}

} // namespace

std::string chainHash(const telemetry::TimelineEntry& entry)
{
    std::string text = entry.previousHash;
    appendNetstring(text, std::to_string(entry.sequence));
    appendNetstring(text, std::to_string(telemetry::toUnixNanos(entry.time)));
    appendNetstring(text, std::to_string(telemetry::toUnixNanos(entry.recorded)));
    for (const std::string* field :
         {&entry.kind, &entry.actor, &entry.subject, &entry.text, &entry.payload})
        appendNetstring(text, *field);

    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string hex;
    for (const unsigned char byte : digest) {
        hex += "0123456789abcdef"[byte >> 4U];
        hex += "0123456789abcdef"[byte & 15U];
    }
    return hex;
}

} // namespace store
