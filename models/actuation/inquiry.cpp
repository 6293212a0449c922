// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/inquiry.h"

#include "models/actuation/shownreply.h"

#include <algorithm>

namespace actuation {

using telemetry::Error;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

Result<void> checkReadStatus(const Transport& transport, const net::Exchange& exchange)
{
    if (exchange.status / 100 == 2)
        return {};
    const std::string told = "HTTP " + std::to_string(exchange.status) + " "
        + transport.excerpt(exchange.body, kShownReply);
    if (exchange.status == 401 || exchange.status == 403)
        return failure(ErrorKind::Refused,
                       transport.baseUrl() + " does not let us read it: " + told + ". "
                           + transport.secretText());
    return failure(ErrorKind::Unreachable,
                   transport.baseUrl() + " answered nonsense: " + told + ".");
}

bool isSoFor(const std::vector<Premise>& premises, const Variables& variables)
{
    return std::ranges::all_of(premises, [&](const Premise& premise) {
        const auto text = premise.text.render(variables, Destination::Text);
        const auto other = premise.other.render(variables, Destination::Text);
        return !text || !other || (*text == *other) == premise.wantsEqual;
    });
}

Error Inquiry::nonsense(const std::string& what) const
{
    return {ErrorKind::Unreachable,
            m_transport->masked(m_transport->baseUrl() + " answered nonsense: " + what + ".")};
}

Result<net::Exchange> Inquiry::exchange(const RequestTemplate& request)
{
    const auto perform = [&]() -> Result<net::Exchange> {
        auto composed = m_transport->compose(request, m_variables);
        if (!composed)
            return tl::make_unexpected(composed.error());
        composed->isRepeatable = true;
        net::Exchange exchange = m_transport->perform(*composed, nullptr);
        if (exchange.state == net::ExchangeState::Replied)
            return exchange;
        return failure(ErrorKind::Unreachable,
                       m_transport->masked(composed->url + " could not be read: " + exchange.error)
                           + ".");
    };
    auto exchange = perform();
    if (exchange && exchange->status == 401 && m_transport->forgetToken())
        exchange = perform(); // a session that has ended; reading twice does no harm
    return exchange;
}

Result<void> Inquiry::take(const std::vector<Taken>& taken)
{
    for (const Taken& one : taken) {
        const auto value = m_replies.select(one.selector, m_variables);
        if (!value)
            return tl::make_unexpected(nonsense(value.error().message));
        if (!*value && one.missing.isEmpty())
            return tl::make_unexpected(nonsense("it does not tell " + one.name));
        if (!*value) {
            const auto words = one.missing.render(m_variables, Destination::Text);
            return failure(ErrorKind::Refused,
                           m_transport->masked(words ? *words : words.error().message));
        }
        m_variables[one.name] = **value;
        m_taken[one.name] = **value;
    }
    return {};
}

Result<void> Inquiry::lookUp(const std::vector<Lookup>& lookups)
{
    for (const Lookup& lookup : lookups) {
        auto answer = exchange(lookup.request);
        if (!answer)
            return tl::make_unexpected(answer.error());
        m_replies.add(lookup.name, std::move(*answer));
        const bool isAbsent = saysAbsent(lookup.absent, lookup.name);
        if (!isAbsent) {
            const auto good =
                checkReadStatus(*m_transport, m_replies.find(lookup.name)->exchange());
            if (!good)
                return good;
        }
        ReplyMatch valid = lookup.valid;
        valid.in = lookup.name;
        if (!isAbsent && !m_replies.matches(valid, m_variables))
            return tl::make_unexpected(
                nonsense("the reply to \"" + lookup.name + "\" is not what the profile expects"));
        const auto taken = take(lookup.taken);
        if (!taken)
            return taken;
    }
    return {};
}

Result<void> Inquiry::ask(const RequestTemplate& request)
{
    auto answer = exchange(request);
    if (!answer)
        return tl::make_unexpected(answer.error());
    m_replies.add({}, std::move(*answer));
    return {};
}

bool Inquiry::saysAbsent(ReplyMatch absent, const std::string& lookup) const
{
    absent.in = lookup;
    return !absent.isEmpty() && m_replies.matches(absent, m_variables);
}

Result<void> Inquiry::require(const std::vector<Requirement>& requirements) const
{
    for (const Requirement& one : requirements) {
        if (!isSoFor(one.premises, m_variables) || m_replies.matches(one.holds, m_variables))
            continue;
        const auto words = one.otherwise.render(m_variables, Destination::Text);
        return failure(ErrorKind::Refused,
                       m_transport->masked(words ? *words : words.error().message));
    }
    return {};
}

} // namespace actuation
