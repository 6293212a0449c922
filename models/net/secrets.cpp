// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/secrets.h"

#include "models/net/encoding.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace net {

namespace {

const std::string kMask =
    "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2"; // six bullets

Keyring& keyring()
{
    static Keyring one;
    return one;
}

} // namespace

void setKeyring(Keyring one)
{
    keyring() = std::move(one);
}

void Masker::add(const std::string& secret)
{
    if (secret.empty())
        return;
    const std::string quoted = jsonQuoted(secret);
    for (std::string form : {secret, base64(secret), percentEncoded(secret, false),
                             quoted.substr(1, quoted.size() - 2)}) {
        if (std::find(m_forms.begin(), m_forms.end(), form) == m_forms.end())
            m_forms.push_back(std::move(form));
    }
    std::stable_sort(
        m_forms.begin(), m_forms.end(),
        [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string Masker::masked(std::string text) const
{
    // Linear also where a peer echoes a secret all over.
    for (const std::string& form : m_forms) {
        std::size_t from = 0;
        std::string result;
        for (std::size_t at = text.find(form); at != std::string::npos;
             at = text.find(form, from)) {
            result.append(text, from, at - from).append(kMask);
            from = at + form.size();
        }
        if (from > 0)
            text = result.append(text, from, std::string::npos);
    }
    return text;
}

telemetry::Result<std::string> resolveSecret(const SecretSource& source, std::string* origin)
{
    const auto tell = [origin](std::string where) {
        if (origin != nullptr)
            *origin = std::move(where);
    };
    const std::string variable = "PLUMBLINE_TOKEN_" + source.name;
    if (source.namedFile.empty() && !source.name.empty()) {
        if (const char* value = std::getenv(variable.c_str()); value && *value) {
            tell(variable);
            return std::string(value);
        }
        if (keyring()) {
            auto kept = keyring()(source.name);
            // A locked or broken keyring is no reason to try another secret in its place.
            if (!kept || !kept->empty()) {
                tell("the keyring, by the name " + source.name);
                return kept;
            }
        }
    }
    const std::string& file = source.namedFile.empty() ? source.profileFile : source.namedFile;
    if (file.empty())
        return std::string();
    tell("the file " + file);
    std::ifstream stream(file);
    std::string line;
    if (!stream || (!std::getline(stream, line) && line.empty()))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  file + ": the token file cannot be read or is empty.");
    while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
        line.pop_back();
    return line;
}

} // namespace net
