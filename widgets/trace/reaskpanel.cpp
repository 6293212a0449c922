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

telemetry::SpanKey keyOf(const telemetry::Generation& generation)
{
    return {.trace = generation.trace, .span = generation.span};
}

// Of one answer, read at two times.
bool saysOther(const telemetry::Generation& now, const telemetry::Generation& then)
{
    return now.contentState != then.contentState || now.inputSource.state != then.inputSource.state
        || now.inputMessages.size() != then.inputMessages.size()
        || now.temperature != then.temperature
        || telemetry::outputText(now) != telemetry::outputText(then);
}

// "shop (parley-4), 2026-11-24 02:51:00 UTC, trace 0102030405060708"
QString nameOf(const telemetry::Generation& generation)
{
    constexpr int kLongest = 60;
    const std::string& model =
        generation.modelServed.empty() ? generation.modelRequested : generation.modelServed;
    const QString service = common::safeLine(generation.service, kLongest);
    return ReaskPanel::tr("%1%2, %3, trace %4")
        .arg(service.isEmpty() ? ReaskPanel::tr("an unnamed service") : service,
             model.empty() ? QString() : u" (%1)"_s.arg(common::safeLine(model, kLongest)),
             items::utcDateTimeText(generation.start),
             QString::fromStdString(telemetry::toHex(generation.trace)).left(16));
}

} // namespace

ReaskPanel::ReaskPanel(ReaskPort* port, items::RecordingQueries& queries,
                       const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_assessing(queries, this)
    , m_reading(queries, this)
    , m_sizing(queries, this)
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
    connect(m_form, &ReaskForm::cancelRequested, this, &ReaskPanel::cancel);
    connect(m_port, &ReaskPort::sampleReady, this, &ReaskPanel::takeSample);
    connect(m_port, &ReaskPort::textChanged, this, &ReaskPanel::takeText);
    connect(m_port, &ReaskPort::finished, this, &ReaskPanel::takeAnswer);
    connect(m_port, &ReaskPort::recordFailed, this, &ReaskPanel::takeRecordFailure);
}

void ReaskPanel::open(const std::optional<telemetry::Generation>& suspect)
{
    const bool isSame = suspect.has_value() == m_suspect.has_value()
        && (!suspect || keyOf(*suspect) == keyOf(*m_suspect));
    if (isSame) { // what was typed and what is coming stay
        // Its content may come after its span. What is under way was asked as it was known then.
        if (suspect && !isRunShown() && saysOther(*suspect, *m_suspect)) {
            m_suspect = suspect;
            m_form->refreshSuspect(*suspect);
            readInput();
            assess();
        }
        return;
    }
    m_suspect = suspect;
    m_form->setSuspect(suspect);
    m_last.reset();
    m_earlier.clear();
    if (!m_isMessageKept)
        showMessage({});
    m_results->clear();
    m_results->setInput({});
    m_which->clear();
    m_which->hide();
    m_assessed.clear();
    tellProgress();
    if (isRunShown())
        listEarlier({}, true);
    readInput();
    readEarlier();
}

void ReaskPanel::setKnownAt(telemetry::Timestamp knownAt)
{
    if (std::exchange(m_knownAt, knownAt) != knownAt)
        readEarlier();
}

void ReaskPanel::setLive(bool isLive)
{
    if (isLive == m_isLive) {
        m_form->setLive(isLive);
        return;
    }
    m_isLive = isLive;
    m_form->setLive(isLive);
    if (isLive) {
        if (std::exchange(m_isMessageKept, false))
            showMessage({});
        return;
    }
    if (!m_run)
        return;
    // The past sends nothing, not even the rest of what was begun.
    m_run->isOfPast = true;
    m_isMessageKept = true;
    showMessage(tr("The console looks at the past now, and nothing is sent from there: asking %1 "
                   "again is being cancelled.")
                    .arg(m_run->whose));
    cancel();
}

void ReaskPanel::cancel()
{
    if (!m_run || m_run->isCancelling)
        return;
    m_run->isCancelling = true;
    tellProgress();
    m_port->cancel();
}

void ReaskPanel::showMessage(const QString& text)
{
    m_message->setText(common::safeLine(text.toStdString()));
    m_message->setVisible(!text.isEmpty());
}

void ReaskPanel::tellProgress()
{
    if (!m_run)
        return m_form->setProgress(std::nullopt);
    m_form->setProgress(ReaskProgress{.whose = isRunShown() ? QString() : m_run->whose,
                                      .done = static_cast<int>(m_run->again.samples.size()),
                                      .requests = m_run->requests,
                                      .isCancelling = m_run->isCancelling});
}

void ReaskPanel::ask()
{
    const ReaskChoices choices = m_form->choices();
    if (m_port == nullptr || !m_isLive || !m_suspect || m_run || choices.targets.empty())
        return;
    showMessage({});
    Run run;
    run.request = ++m_request;
    run.again.suspect = keyOf(*m_suspect);
    run.again.endpoint = m_port->endpoint().toStdString();
    run.again.targets = choices.targets;
    run.again.samplesEach = choices.samplesEach;
    run.again.temperature = choices.temperature;
    run.again.estimate = choices.estimate;
    run.whose = nameOf(*m_suspect);
    run.requests = static_cast<int>(choices.targets.size() * choices.samplesEach);
    m_run = std::move(run);
    m_last.reset();
    listEarlier(m_earlier, true);
    tellProgress();
    m_port->ask(m_request, *m_suspect, choices);
}

void ReaskPanel::takeSample(quint64 request, const sampling::Sample& sample)
{
    if (!m_run || request != m_run->request)
        return;
    m_run->again.samples.push_back(sample);
    std::erase_if(m_run->texts, [&](const auto& one) {
        return one.first == std::pair(sample.target, sample.number);
    });
    tellProgress();
    if (isRunShown() && shown() == &m_run->again)
        assess();
}

void ReaskPanel::takeText(quint64 request, qulonglong target, qulonglong number,
                          const QString& text)
{
    if (!m_run || request != m_run->request)
        return;
    m_run->texts[{static_cast<std::size_t>(target), static_cast<std::size_t>(number)}] = text;
    if (isRunShown() && shown() == &m_run->again)
        m_results->setComing(m_run->texts);
}

void ReaskPanel::takeAnswer(quint64 request, const ReaskAnswer& answer)
{
    if (!m_run || request != m_run->request)
        return;
    const bool isShown = isRunShown();
    const Run run = std::move(*m_run);
    m_run.reset();
    tellProgress();
    if (isShown) {
        if (answer.result) {
            m_last = *answer.result;
        } else {
            m_results->clear();
            m_assessed.clear();
        }
        listEarlier(m_earlier);
    }
    showMessage(endingOf(run, answer, isShown));
}

QString ReaskPanel::endingOf(const Run& run, const ReaskAnswer& answer, bool isShown) const
{
    QString said;
    if (!answer.result) {
        said = QString::fromStdString(answer.result.error().message);
        if (!isShown)
            said = tr("Asking %1 again: %2").arg(run.whose, said);
    } else if (const auto came = answer.result->samples.size(); answer.result->isCancelled) {
        const QString kept =
            tr("%1 of %2 answers came before and are kept.").arg(came).arg(run.requests);
        said = run.isOfPast
            ? tr("Asking %1 again was cancelled, because the console looks at the past now. %2")
                  .arg(run.whose, kept)
            : isShown ? tr("Cancelled; %1").arg(kept)
                      : tr("Asking %1 again was cancelled; %2").arg(run.whose, kept);
    } else if (!isShown) {
        said = tr("Asking %1 again has ended: %2 of %3 came.")
                   .arg(run.whose)
                   .arg(came)
                   .arg(run.requests);
    }
    if (!run.unrecorded.isEmpty())
        said += (said.isEmpty() ? QString() : u" "_s)
            + tr("What came is not in the recording: %1").arg(run.unrecorded);
    return said;
}

// Before the answer, which would say something else in its place.
void ReaskPanel::takeRecordFailure(const QString& why)
{
    if (m_run)
        m_run->unrecorded = why;
    else
        showMessage(why);
}

// What its server dropped is told by how other calls of its model count.
void ReaskPanel::readInput()
{
    if (!m_suspect)
        return;
    m_sizing.request(
        [suspect = *m_suspect, knownAt = m_knownAt](const store::Reader& reader) {
            store::View view;
            view.knownAt = knownAt;
            return sampling::readInput(reader, suspect, view);
        },
        [this, key = keyOf(*m_suspect)](telemetry::Result<sampling::InputRead> read) {
            if (!read || !m_suspect || keyOf(*m_suspect) != key)
                return; // it is unknown then, and nothing is told of it
            m_form->setInput(*read);
            m_results->setInput(*read);
        });
}

void ReaskPanel::readEarlier()
{
    if (!m_suspect)
        return;
    const telemetry::SpanKey key = keyOf(*m_suspect);
    m_reading.request(
        [key, knownAt = m_knownAt](const store::Reader& reader) {
            store::View view;
            view.knownAt = knownAt;
            return sampling::readReasks(reader, key, view);
        },
        [this, key](telemetry::Result<std::vector<sampling::Reask>> read) {
            if (!m_suspect || keyOf(*m_suspect) != key)
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
    if (m_last)
        std::erase_if(m_earlier,
                      [this](const sampling::Reask& one) { return one.trace == m_last->trace; });
    const QVariant chosen = isNew ? QVariant() : m_which->currentData();
    {
        const QSignalBlocker blocker(m_which);
        m_which->clear();
        if (newest() != nullptr)
            m_which->addItem(isRunShown() ? tr("Coming now") : tr("Asked just now"), kNow);
        for (const sampling::Reask& one : m_earlier)
            m_which->addItem(
                tr("%1, asked by %2")
                    .arg(items::utcDateTimeText(one.time), common::safeLine(one.actor, 60)),
                QString::fromStdString(telemetry::toHex(one.trace)));
        const int index = chosen.isValid() ? m_which->findData(chosen) : -1;
        m_which->setCurrentIndex(index < 0 && m_which->count() > 0 ? 0 : index);
    }
    m_which->setVisible(m_which->count() > 1 || (m_which->count() == 1 && newest() == nullptr));
    // What has not changed stays as somebody looks at it.
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

bool ReaskPanel::isRunShown() const
{
    return m_run && m_suspect && m_run->again.suspect == keyOf(*m_suspect);
}

const sampling::Reask* ReaskPanel::newest() const
{
    if (isRunShown())
        return &m_run->again;
    return m_last ? &*m_last : nullptr;
}

const sampling::Reask* ReaskPanel::shown() const
{
    const int index = m_which->currentIndex();
    if (index < 0)
        return nullptr;
    const sampling::Reask* now = newest();
    if (now != nullptr && index == 0)
        return now;
    const auto place = static_cast<std::size_t>(index) - (now != nullptr ? 1 : 0);
    return place < m_earlier.size() ? &m_earlier[place] : nullptr;
}

void ReaskPanel::assess()
{
    const sampling::Reask* one = shown();
    if (one == nullptr || !m_suspect)
        return;
    const quint64 coming = isRunShown() && one == &m_run->again ? m_run->request : 0;
    m_assessed = shownKey();
    m_assessing.request(
        [again = *one, said = telemetry::outputText(*m_suspect)](const store::Reader&) {
            Assessed assessed{.again = again, .assessment = sampling::assess(again, said)};
            return telemetry::Result<Assessed>(std::move(assessed));
        },
        [this, coming, suspect = one->suspect](telemetry::Result<Assessed> result) {
            if (!result || !m_suspect || keyOf(*m_suspect) != suspect)
                return;
            m_results->setReask(result->again, result->assessment);
            const bool isComing = m_run && m_run->request == coming;
            m_results->setComing(isComing ? m_run->texts : ReaskResults::Coming());
        });
}

} // namespace traceview
