// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/rules.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redact {

class Patterns;

// Takes out of telemetry what must not be stored: secrets by the shipped rules, and whatever the
// user's rules name. Immutable; any thread.
class Redactor
{
public:
    static telemetry::Result<std::shared_ptr<const Redactor>>
    create(const std::vector<Rule>& rules = shippedRules());
    // The shipped rules. Never null.
    static std::shared_ptr<const Redactor> shipped();

    // An OTLP export request in protobuf wire form; `request` itself when nothing is taken out.
    // What was taken out is added to `redactions`.
    std::shared_ptr<const std::string> redact(telemetry::SignalKind signal,
                                              std::shared_ptr<const std::string> request,
                                              std::vector<telemetry::Redaction>& redactions) const;
    // A text beside telemetry (an alert's, say), JSON or not, of which `service` tells. Changes it
    // in place.
    void redact(std::string& text, const std::string& service,
                std::vector<telemetry::Redaction>& redactions) const;

    // What stands in the place of the value of an attribute, or a member, of one of these names;
    // nothing where no rule is about them, and only their text counts.
    std::optional<std::string> markerOf(const std::vector<std::string>& names) const;

    // Of the rules that are on.
    std::vector<std::string> ruleIds() const;

private:
    explicit Redactor(std::shared_ptr<const Patterns> patterns);
    std::shared_ptr<const Patterns> m_patterns;
};

} // namespace redact
