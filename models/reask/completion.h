// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"
#include "models/sampling/reask.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

class QJsonObject;

namespace reask {

// Reads the reply of a chat completion as it comes: server-sent events (one JSON object a "data:"
// line, "[DONE]" at the end, usage in the last object), or one JSON object from a server that does
// not stream. Linear in what comes. One thread.
class CompletionReader
{
public:
    void feed(std::string_view piece); // of a body with status 2xx

    // The visible answer so far.
    const std::string& text() const { return m_sample.text; }
    // The whole, or the error: of the exchange, of its status (a 429 with the time to wait), of the
    // stream, or that it broke off before its end. Target, number and times are not filled.
    sampling::Sample finish(const net::Exchange& exchange);

private:
    void readLine(std::string_view line);
    void readEvent();
    void readObject(const QJsonObject& object);
    void readWhole(const std::string& body);
    void addDelta(const QJsonObject& delta);

    sampling::Sample m_sample;
    std::map<int, std::pair<std::string, std::string>> m_calls; // by index: name, arguments
    std::string m_line; // that has not ended
    std::string m_data; // of the event that has not ended
    bool m_isStream = false; // a data: line came
    bool m_isDone = false; // [DONE], or a reason to finish
    bool m_hasChoice = false;
};

} // namespace reask
