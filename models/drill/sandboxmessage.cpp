// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/sandboxmessage.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace drill {

using simdjson::dom::element;

namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string fromBase64(std::string_view text)
{
    const auto bad = [](std::size_t byte) {
        refuse("illegal base64 data at input byte " + std::to_string(byte));
    };
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        unsigned bits = 0;
        std::size_t padding = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            if (i + k >= text.size())
                bad(i);
            const bool isPadding = text[i + k] == '=' && k >= 2 && i + 4 == text.size();
            const std::size_t digit = isPadding ? 0 : kAlphabet.find(text[i + k]);
            if (digit == std::string_view::npos || (padding > 0 && !isPadding))
                bad(i + k);
            padding += isPadding ? 1 : 0;
            bits = bits << 6U | static_cast<unsigned>(digit);
        }
        for (std::size_t k = 0; k + padding < 3; ++k)
            bytes += static_cast<char>(bits >> (16U - 8U * k) & 0xffU);
    }
    return bytes;
}

} // namespace

void refuse(std::string message, int code, int status)
{
    throw Refusal{.status = status, .code = code, .message = std::move(message)};
}

Message::Message(element value)
    : m_value(value)
{
    if (!value.is_object())
        refuse("json: cannot unmarshal into Go value of type map[string]json.RawMessage");
}

std::optional<element> Message::find(const char* name) const
{
    element found;
    const bool isThere = m_value[name].get(found) == simdjson::SUCCESS && !found.is_null();
    return isThere ? std::optional(found) : std::nullopt;
}

std::string Message::bytes(const char* name) const
{
    const auto found = find(name);
    std::string_view text;
    if (found && found->get(text) != simdjson::SUCCESS)
        refuse("json: cannot unmarshal " + simdjson::minify(*found).substr(0, 60)
               + " into Go value of type []uint8");
    return fromBase64(text);
}

std::int64_t Message::integer(const char* name) const
{
    const auto found = find(name);
    if (!found)
        return 0;
    std::int64_t number = 0;
    if (found->get(number) == simdjson::SUCCESS)
        return number;
    std::string_view text;
    const bool isText = found->get(text) == simdjson::SUCCESS;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!isText || error != std::errc{} || end != text.data() + text.size())
        refuse("json: cannot unmarshal " + simdjson::minify(*found).substr(0, 60)
               + " into Go value of type int64");
    return number;
}

bool Message::flag(const char* name) const
{
    const auto found = find(name);
    bool value = false;
    if (found && found->get(value) != simdjson::SUCCESS)
        refuse("json: cannot unmarshal " + simdjson::minify(*found).substr(0, 60)
               + " into Go value of type bool");
    return value;
}

std::size_t Message::choice(const char* name, const std::vector<std::string_view>& names,
                            const char* type) const
{
    const auto found = find(name);
    std::string_view text = names.front();
    if (!found)
        return 0;
    std::uint64_t number = 0;
    if (found->get(number) == simdjson::SUCCESS && number < names.size())
        return static_cast<std::size_t>(number);
    const bool isText = found->get(text) == simdjson::SUCCESS;
    const auto named = std::find(names.begin(), names.end(), text);
    if (!isText || named == names.end())
        refuse("unknown value " + simdjson::minify(*found).substr(0, 60) + " for enum etcdserverpb."
               + type);
    return static_cast<std::size_t>(named - names.begin());
}

std::vector<Message> Message::list(const char* name) const
{
    std::vector<Message> messages;
    const auto found = find(name);
    if (!found)
        return messages;
    if (!found->is_array())
        refuse("json: cannot unmarshal into Go value of type []json.RawMessage");
    for (const element item : simdjson::dom::array(*found))
        messages.emplace_back(item);
    return messages;
}

} // namespace drill
