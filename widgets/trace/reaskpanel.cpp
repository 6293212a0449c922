// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/reaskpanel.h"

#include "models/items/formats.h"
#include "models/sampling/reaskreader.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/reaskform.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

// Data of the item that is no earlier one; those have their traces.
const QString kNow = u"now"_s;

} // namespace

ReaskPanel::ReaskPanel(ReaskPort* port, items::RecordingQueries& queries,
                       const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_assessing(queries, this)
    , m_reading(queries, this)
    , m_form(new ReaskForm(port, this))
    , m_message(new QLabel(this))
    , m_which(new QComboBox(this))
    , m_results(new ReaskResults(theme, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    layout->setSpacing(common::kSpace2);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setMinimumWidth(1);
    m_which->setAccessibleName(tr("Which re-ask is shown"));
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(m_form);
    layout->addWidget(m_message);
    layout->addWidget(m_which);
    layout->addWidget(m_results, 1);
    layout->addStretch();
    showMessage({});
    m_which->hide();
    connect(m_form, &ReaskForm::askRequested, this, &ReaskPanel::ask);
    connect(m_which, &QComboBox::currentIndexChanged, this, &ReaskPanel::assess);
    connect(m_results, &ReaskResults::statementChosen, this, &ReaskPanel::statementChosen);
    if (m_port == nullptr)
        return;
    connect(m_form, &ReaskForm::cancelRequested, m_port, &ReaskPort::cancel);
    connect(m_port, &ReaskPort::sampleReady, this, &ReaskPanel::takeSample);
    connect(m_port, &ReaskPort::textChanged, this, &ReaskPanel::takeText);
    connect(m_port, &ReaskPort::finished, this, &ReaskPanel::takeAnswer);
    connect(m_port, &ReaskPort::recordFailed, this, &ReaskPanel::showMessage);
}

void ReaskPanel::open(const std::optional<telemetry::Generation>& suspect)
{
    const auto keyOf = [](const telemetry::Generation& generation) {
        return telemetry::SpanKey{.trace = generation.trace, .span = generation.span};
    };
    const bool isSame = suspect.has_value() == m_suspect.has_value()
        && (!suspect || keyOf(*suspect) == keyOf(*m_suspect));
    if (isSame)
        return; // what was typed and what is coming stay
    m_suspect = suspect;
    m_form->setSuspect(suspect);
    // What is under way goes on, and is recorded; it is listed where its suspect is.
    m_request += m_isAsking ? 1 : 0;
    m_isAsking = false;
    m_form->setAsking(false);
    m_current.reset();
    m_earlier.clear();
    m_coming.clear();
    showMessage({});
    m_results->clear();
    m_which->clear();
    m_which->hide();
    m_assessed.clear();
    readEarlier();
}

void ReaskPanel::setKnownAt(telemetry::Timestamp knownAt)
{
    if (std::exchange(m_knownAt, knownAt) != knownAt)
        readEarlier();
}

void ReaskPanel::setLive(bool isLive)
{
    // The past sends nothing, not even the rest of what was begun.
    if (!isLive && m_isLive && m_isAsking && m_port != nullptr)
        m_port->cancel();
    m_isLive = isLive;
    m_form->setLive(isLive);
}

void ReaskPanel::showMessage(const QString& text)
{
    m_message->setText(common::safeLine(text.toStdString()));
    m_message->setVisible(!text.isEmpty());
}

void ReaskPanel::ask()
{
    const ReaskChoices choices = m_form->choices();
    if (m_port == nullptr || !m_isLive || !m_suspect || m_isAsking || choices.targets.empty())
        return;
    m_isAsking = true;
    ++m_request;
    m_coming.clear();
    showMessage({});
    sampling::Reask coming;
    coming.suspect = {.trace = m_suspect->trace, .span = m_suspect->span};
    coming.endpoint = m_port->endpoint().toStdString();
    coming.targets = choices.targets;
    coming.samplesEach = choices.samplesEach;
    coming.temperature = choices.temperature;
    coming.estimate = choices.estimate;
    m_current = std::move(coming);
    listEarlier(m_earlier, true);
    m_form->setAsking(true);
    m_port->ask(m_request, *m_suspect, choices);
}

void ReaskPanel::takeSample(quint64 request, const sampling::Sample& sample)
{
    if (request != m_request || !m_isAsking || !m_current)
        return;
    m_current->samples.push_back(sample);
    std::erase_if(m_coming, [&](const auto& one) {
        return one.first == std::pair(sample.target, sample.number);
    });
    m_form->setAsking(true, static_cast<int>(m_current->samples.size()));
    if (shown() == &*m_current)
        assess();
}

void ReaskPanel::takeText(quint64 request, qulonglong target, qulonglong number,
                          const QString& text)
{
    if (request != m_request || !m_isAsking)
        return;
    m_coming[{static_cast<std::size_t>(target), static_cast<std::size_t>(number)}] = text;
    if (m_current && shown() == &*m_current)
        m_results->setComing(m_coming);
}

void ReaskPanel::takeAnswer(quint64 request, const ReaskAnswer& answer)
{
    if (request != m_request || !m_isAsking)
        return;
    m_isAsking = false;
    m_coming.clear();
    m_form->setAsking(false);
    if (!answer.result) {
        m_current.reset();
        m_results->clear();
        m_assessed.clear();
        listEarlier(m_earlier);
        showMessage(QString::fromStdString(answer.result.error().message));
        return;
    }
    m_current = *answer.result;
    if (m_current->isCancelled)
        showMessage(tr("Cancelled; what came before is kept."));
    listEarlier(m_earlier);
}

void ReaskPanel::readEarlier()
{
    if (!m_suspect)
        return;
    const telemetry::SpanKey key{.trace = m_suspect->trace, .span = m_suspect->span};
    m_reading.request(
        [key, knownAt = m_knownAt](const store::Reader& reader) {
            store::View view;
            view.knownAt = knownAt;
            return sampling::readReasks(reader, key, view);
        },
        [this, key](telemetry::Result<std::vector<sampling::Reask>> read) {
            const bool isShown =
                m_suspect && m_suspect->trace == key.trace && m_suspect->span == key.span;
            if (!isShown)
                return;
            if (read)
                listEarlier(std::move(*read));
            else
                showMessage(QString::fromStdString(read.error().message));
        });
}

// What came last is among the recorded once these are read again.
void ReaskPanel::listEarlier(std::vector<sampling::Reask> earlier, bool isNew)
{
    m_earlier = std::move(earlier);
    if (m_current && !m_isAsking)
        std::erase_if(m_earlier,
                      [this](const sampling::Reask& one) { return one.trace == m_current->trace; });
    const QVariant chosen = isNew ? QVariant() : m_which->currentData();
    {
        const QSignalBlocker blocker(m_which);
        m_which->clear();
        if (m_current)
            m_which->addItem(m_isAsking ? tr("Coming now") : tr("Asked just now"), kNow);
        for (const sampling::Reask& one : m_earlier)
            m_which->addItem(
                tr("%1, asked by %2")
                    .arg(items::utcDateTimeText(one.time), common::safeLine(one.actor, 60)),
                QString::fromStdString(telemetry::toHex(one.trace)));
        const int index = chosen.isValid() ? m_which->findData(chosen) : -1;
        m_which->setCurrentIndex(index < 0 && m_which->count() > 0 ? 0 : index);
    }
    m_which->setVisible(m_which->count() > 1 || (m_which->count() == 1 && !m_current));
    // Read again each second while it is live: what has not changed stays as somebody looks at it.
    if (isNew || shownKey() != m_assessed)
        assess();
}

// Which one, and how much of it there is.
QString ReaskPanel::shownKey() const
{
    const sampling::Reask* one = shown();
    return one == nullptr ? QString()
                          : u"%1 %2 %3"_s.arg(m_which->currentData().toString())
                                .arg(one->samples.size())
                                .arg(one->isCancelled);
}

const sampling::Reask* ReaskPanel::shown() const
{
    const int index = m_which->currentIndex();
    if (index < 0)
        return nullptr;
    const auto place = static_cast<std::size_t>(index) - (m_current ? 1 : 0);
    if (m_current && index == 0)
        return &*m_current;
    return place < m_earlier.size() ? &m_earlier[place] : nullptr;
}

void ReaskPanel::assess()
{
    const sampling::Reask* one = shown();
    if (one == nullptr || !m_suspect)
        return;
    const bool isComing = m_current && one == &*m_current;
    m_assessed = shownKey();
    m_assessing.request(
        [again = *one, said = telemetry::outputText(*m_suspect)](const store::Reader&) {
            Assessed assessed{.again = again, .assessment = sampling::assess(again, said)};
            return telemetry::Result<Assessed>(std::move(assessed));
        },
        [this, isComing, suspect = one->suspect](telemetry::Result<Assessed> result) {
            const bool isShown =
                m_suspect && m_suspect->trace == suspect.trace && m_suspect->span == suspect.span;
            if (!result || !isShown)
                return;
            m_results->setReask(result->again, result->assessment);
            m_results->setComing(isComing ? m_coming : ReaskResults::Coming());
        });
}

} // namespace traceview
