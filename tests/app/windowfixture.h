// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/session.h"

#include <QLabel>
#include <QString>
#include <QTest>
#include <QWidget>

#include <algorithm>
#include <optional>

// What tests of where a window receives share.
namespace windowtest {

inline bool says(const QWidget& widget, const QString& words)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&words](const QLabel* label) {
        return label->isVisible() && label->text().contains(words);
    });
}

// Waits for the change, as a person does.
inline telemetry::Result<void> receive(Session& session, const commands::ListenOptions& options)
{
    std::optional<telemetry::Result<void>> changed;
    session.receive(options, [&changed](const auto& result) { changed = result; });
    if (!QTest::qWaitFor([&changed] { return changed.has_value(); }, 20'000))
        qFatal("where it listens did not change");
    return *changed;
}

} // namespace windowtest
