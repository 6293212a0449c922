// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/widgets/pagefixture.h"
#include "widgets/trace/reaskpanel.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include <string>
#include <utility>
#include <vector>

// What tests of the re-ask panel share: a port that only remembers, two answers, what came of them.
namespace reasktest {

inline const std::string kWrong =
    "Headphones have a warranty of 36 months from the day of delivery.";
inline const std::string kRight =
    "Headphones have a warranty of 24 months from the day of delivery.";

class FakePort final : public traceview::ReaskPort
{
public:
    QString endpoint() const override { return where; }
    QString problem() const override { return trouble; }
    QString trouble; // why nothing can be asked although an endpoint is named
    const sampling::PriceList& prices() const override { return list; }
    std::vector<sampling::Target> targetsFor(const telemetry::Generation& suspect) const override
    {
        return {{.model = suspect.modelRequested, .role = "current"},
                {.model = "old", .role = "pinned"}};
    }
    std::vector<std::string> differencesOf(const telemetry::Generation&) const override
    {
        return differences;
    }
    void ask(quint64 request, const telemetry::Generation& suspect,
             const traceview::ReaskChoices& choices) override
    {
        suspects.push_back(suspect);
        asked.push_back(choices);
        number = request;
    }
    void cancel() override { ++cancels; }

    QString where = QStringLiteral("https://api.example.com");
    sampling::PriceList list;
    std::vector<std::string> differences;
    std::vector<traceview::ReaskChoices> asked;
    std::vector<telemetry::Generation> suspects; // likewise
    quint64 number = 0;
    int cancels = 0;
};

inline telemetry::Generation suspect()
{
    telemetry::Part part;
    part.text = kWrong;
    telemetry::Message message;
    message.role = "assistant";
    message.parts.push_back(part);
    telemetry::Generation made;
    made.trace = pagetest::spanKey(1, 2).trace;
    made.span = pagetest::spanKey(1, 2).span;
    made.service = "shop";
    made.start = pagetest::at(5);
    made.modelRequested = "new";
    made.inputTokens = 1240;
    made.outputTokens = 100;
    made.maxTokens = 512;
    made.outputMessages.push_back(message);
    return made;
}

inline telemetry::Generation another()
{
    telemetry::Generation other = suspect();
    other.span = telemetry::SpanId{77};
    other.service = "docs";
    return other;
}

inline sampling::Sample sampleOf(std::size_t target, std::size_t number, std::string text,
                                 std::string error = {})
{
    sampling::Sample sample;
    sample.target = target;
    sample.number = number;
    sample.text = std::move(text);
    sample.error = std::move(error);
    return sample;
}

inline sampling::Reask answered()
{
    sampling::Reask again;
    again.trace = pagetest::spanKey(9, 1).trace;
    again.suspect = pagetest::spanKey(1, 2);
    again.endpoint = "https://api.example.com";
    again.actor = "ada";
    again.time = pagetest::at(10);
    again.targets = {{.model = "new", .role = "current"}, {.model = "old", .role = "pinned"}};
    again.samplesEach = 3;
    again.estimate = "≈ 6 × 1,240 in";
    again.samples = {sampleOf(0, 0, kWrong),
                     sampleOf(0, 1, kRight),
                     sampleOf(0, 2, {}, "HTTP 429: slow down (asks to wait 20 s)"),
                     sampleOf(1, 0, kRight),
                     sampleOf(1, 1, kRight),
                     sampleOf(1, 2, "<b>bold</b> \u202egnitirw")};
    return again;
}

inline sampling::Reask cancelled()
{
    sampling::Reask again = answered();
    again.samples.resize(1);
    again.isCancelled = true;
    return again;
}

template<class T>
T* named(QWidget& panel, const QString& name)
{
    for (T* widget : panel.findChildren<T*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

inline QPushButton* sending(QWidget& panel)
{
    for (QPushButton* button : panel.findChildren<QPushButton*>())
        if (button->accessibleName().startsWith(u"Send"))
            return button;
    return nullptr;
}

inline QPushButton* cancelling(QWidget& panel)
{
    return named<QPushButton>(panel, QStringLiteral("Cancel the requests that are under way"));
}

inline QString visibleText(const QWidget& panel)
{
    QString all;
    for (const QLabel* label : panel.findChildren<QLabel*>())
        if (label->isVisibleTo(&panel))
            all += label->text() + QLatin1Char('\n');
    return all;
}

inline QString treeText(const QTreeWidget& tree)
{
    QString all;
    for (QTreeWidgetItemIterator item(const_cast<QTreeWidget*>(&tree)); *item != nullptr; ++item)
        all += (*item)->text(0) + QLatin1Char('\n');
    return all;
}

} // namespace reasktest
