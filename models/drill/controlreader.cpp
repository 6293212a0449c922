// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/controlreader.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

#include <openssl/evp.h>
#include <simdjson.h>

namespace drill {

namespace {

constexpr std::string_view kPrefix = "/plumbline/";
// base64 of "/plumbline/" and of its end, "/plumbline0" ('0' follows '/').
constexpr std::string_view kRangeRequest =
    R"({"key":"L3BsdW1ibGluZS8=","range_end":"L3BsdW1ibGluZTA="})";
constexpr std::size_t kReplyLimit = 1U << 20U;

std::optional<std::string> decodedBase64(std::string_view text)
{
    if (text.size() % 4 != 0 || text.size() > kReplyLimit)
        return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    // The library works on unsigned char.
    const int count = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                      reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()));
    if (count < 0)
        return std::nullopt;
    std::size_t length = static_cast<std::size_t>(count); // counts the padding as zero bytes
    for (std::size_t i = text.size(); i > 0 && text[i - 1] == '=' && length > 0; --i)
        --length;
    bytes.resize(length);
    return bytes;
}

telemetry::Error nonsense()
{
    return {telemetry::ErrorKind::Unreachable, "The control plane's answer is no key range."};
}

} // namespace

telemetry::Result<LeverValues> leversFromReply(std::string_view reply)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(simdjson::padded_string(reply)).get(root) != simdjson::SUCCESS
        || !root.is_object())
        return tl::make_unexpected(nonsense());
    LeverValues levers;
    simdjson::dom::array pairs;
    if (root["kvs"].get(pairs) != simdjson::SUCCESS)
        return levers; // an empty range has no such member
    for (const simdjson::dom::element pair : pairs) {
        std::string_view key;
        std::string_view value; // left out when empty
        if (pair["key"].get(key) != simdjson::SUCCESS)
            return tl::make_unexpected(nonsense());
        if (pair["value"].get(value) != simdjson::SUCCESS)
            value = {};
        const auto name = decodedBase64(key);
        const auto text = decodedBase64(value);
        if (!name || !text)
            return tl::make_unexpected(nonsense());
        if (name->compare(0, kPrefix.size(), kPrefix) != 0)
            continue;
        const std::string lever = leverOfKey(std::string_view(*name).substr(kPrefix.size()));
        if (!lever.empty())
            levers[lever] = *text;
    }
    return levers;
}

telemetry::Result<LeverValues> ControlReader::read(const std::atomic<bool>& cancel)
{
    net::ClientRequest request;
    request.method = "POST";
    request.url = m_url + "/v3/kv/range";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = kRangeRequest;
    request.connectTimeout = std::chrono::milliseconds(300);
    request.timeout = std::chrono::milliseconds(600);
    request.maxResponseBytes = kReplyLimit;
    const net::Exchange exchange = m_client.perform(request, &cancel);
    if (exchange.state != net::ExchangeState::Replied)
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "The control plane does not answer: " + exchange.error + ".");
    if (exchange.status != 200)
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "The control plane answered with status "
                                      + std::to_string(exchange.status) + ".");
    return leversFromReply(exchange.body);
}

} // namespace drill
