// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/awaitedtexts.h"

#include <chrono>
#include <cstddef>
#include <utility>

namespace health {

namespace {

constexpr std::chrono::seconds kTextWait{10}; // console time; exporters send twice in that
constexpr std::size_t kMostAwaited = 20'000;

} // namespace

void AwaitedTexts::add(Answer answer)
{
    m_answers.push_back(std::move(answer));
    if (m_answers.size() > kMostAwaited)
        m_answers.pop_front(); // nothing is said of it
}

std::vector<AwaitedTexts::Answer> AwaitedTexts::takeDue(telemetry::Timestamp now)
{
    std::vector<Answer> due;
    while (!m_answers.empty() && now - m_answers.front().recorded >= kTextWait) {
        due.push_back(std::move(m_answers.front()));
        m_answers.pop_front();
    }
    return due;
}

} // namespace health
