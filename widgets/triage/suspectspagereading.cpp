// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that is about the one suspect that is read: what is known of it, and the
// verdict on it.

#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectspage.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

telemetry::SpanKey keyOf(const store::SuspectRow& suspect)
{
    return {.trace = suspect.suspicion.trace, .span = suspect.suspicion.span};
}

constexpr std::array kVerdictNames{"wrong", "sound", "unsure", "withdrawn"};
constexpr std::array kVerdictKeys{"Y", "N", "U"};

std::string subjectOf(const telemetry::SpanKey& key)
{
    return telemetry::toHex(key.trace) + '/' + telemetry::toHex(key.span);
}

} // namespace

QWidget* SuspectsPage::buildVerdicts()
{
    auto* bar = new QWidget(this);
    auto* column = new QVBoxLayout(bar);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    row->setSpacing(common::kSpace2);
    m_open = new QPushButton(tr("Open Trace"), bar);
    m_open->setToolTip(tr("Enter"));
    if (m_port != nullptr) {
        const auto add = [&](const QString& text, const QString& key, Verdict verdict) {
            auto* button = new QPushButton(text, bar);
            button->setToolTip(tr("%1, twice").arg(key));
            button->setAccessibleDescription(tr("Records your verdict on this answer"));
            row->addWidget(button);
            connect(button, &QPushButton::pressed, this, [this] { m_pressedOn = current(); });
            connect(button, &QPushButton::clicked, this,
                    [this, verdict] { judge(verdict, std::exchange(m_pressedOn, {})); });
        };
        add(tr("Wrong"), u"Y"_s, Verdict::Wrong);
        add(tr("Sound"), u"N"_s, Verdict::Sound);
        add(tr("Unsure"), u"U"_s, Verdict::Unsure);
        m_withdraw = new QPushButton(tr("Take Back"), bar);
        m_withdraw->setToolTip(tr("The recorded verdict stays in the timeline, and that it was "
                                  "taken back"));
        m_withdraw->hide();
        connect(m_withdraw, &QPushButton::pressed, this, [this] { m_pressedOn = current(); });
        connect(m_withdraw, &QPushButton::clicked, this,
                [this] { judge(Verdict::Withdrawn, std::exchange(m_pressedOn, {})); });
        m_question = new QLabel(bar);
        m_question->setTextFormat(Qt::PlainText);
        m_question->setWordWrap(true);
        m_question->setMinimumHeight(m_question->fontMetrics().height()); // nothing moves for it
        m_question->setMinimumWidth(1);
        auto* said = new QHBoxLayout; // a row of its own: the buttons are as wide as there is room
        said->addWidget(m_question, 1);
        said->addWidget(m_withdraw);
        column->insertLayout(0, said);
    }
    row->addStretch(1);
    row->addWidget(m_open);
    return bar;
}

telemetry::Result<SuspectsPage::Reading> SuspectsPage::readSuspect(const store::Reader& reader,
                                                                   const telemetry::SpanKey& key,
                                                                   const store::View& view)
{
    auto step = traceview::readStep(reader, key, view);
    if (!step)
        return tl::make_unexpected(step.error());
    const auto newest = reader.newestEntry("verdict", subjectOf(key), view.knownAt);
    if (!newest)
        return tl::make_unexpected(newest.error());
    Reading reading{.step = std::move(*step), .verdict = {}};
    if (const auto& verdict = *newest) {
        reading.verdict =
            tr("%1, by %2 at %3")
                .arg(common::safeLine(verdict->text, 200), common::safeLine(verdict->actor, 60),
                     items::utcTimeText(verdict->time));
        const auto payload = QJsonDocument::fromJson(QByteArray::fromStdString(verdict->payload));
        reading.stands = payload.object().value(u"verdict"_s).toString() != u"withdrawn"_s;
    }
    return reading;
}

std::optional<store::SuspectRow> SuspectsPage::current() const
{
    const QModelIndex index = m_filtered.mapToSource(m_list->currentIndex());
    return index.isValid() ? std::optional(m_model.row(index.row())) : std::nullopt;
}

void SuspectsPage::showCurrent()
{
    const std::optional<store::SuspectRow> suspect = current();
    if (!suspect || m_isUpdating)
        return;
    if (m_shown != keyOf(*suspect)) {
        stopAsking();
        if (m_withdraw != nullptr)
            m_withdraw->hide(); // until its own verdict is read
    }
    m_shown = keyOf(*suspect);
    m_pane->setSuspect(*suspect);
    readCurrent();
}

void SuspectsPage::readCurrent()
{
    const telemetry::SpanKey key = m_shown;
    m_readingQuery.request(
        [key, view = m_conductor.view()](const store::Reader& reader) {
            return readSuspect(reader, key, view);
        },
        [this, key](telemetry::Result<Reading> reading) {
            if (key != m_shown)
                return;
            if (!reading) {
                m_pane->setProblem(common::safeLine(reading.error().message));
                return;
            }
            m_pane->setSnapshot(reading->step);
            m_pane->setVerdict(reading->verdict);
            if (m_withdraw != nullptr)
                m_withdraw->setVisible(reading->stands);
        });
}

void SuspectsPage::ask(Verdict verdict)
{
    if (m_port == nullptr || !current())
        return;
    if (m_asked == verdict) {
        stopAsking();
        return judge(verdict, current());
    }
    m_asked = verdict;
    const auto index = static_cast<std::size_t>(verdict);
    m_question->setText(tr("%1 again records the verdict “%2”; Esc does not. Ctrl+N adds a note.")
                            .arg(QString::fromLatin1(kVerdictKeys.at(index)),
                                 QString::fromLatin1(kVerdictNames.at(index))));
}

void SuspectsPage::stopAsking()
{
    m_asked.reset();
    if (m_question != nullptr)
        m_question->clear();
}

void SuspectsPage::judge(Verdict verdict, const std::optional<store::SuspectRow>& suspect)
{
    if (m_port == nullptr || !suspect)
        return;
    stopAsking();
    const QString name = QString::fromLatin1(kVerdictNames.at(static_cast<std::size_t>(verdict)));
    const QJsonObject payload{{u"verdict"_s, name},
                              {u"service"_s, QString::fromStdString(suspect->service)},
                              {u"model"_s, QString::fromStdString(suspect->model)},
                              {u"suspicion"_s, suspect->suspicion.probability},
                              {u"reasons"_s, QString::fromStdString(suspect->suspicion.reasons)}};
    telemetry::TimelineEntry entry;
    entry.time = m_clock.now();
    entry.kind = "verdict";
    entry.subject = subjectOf(keyOf(*suspect));
    entry.text = verdict == Verdict::Withdrawn ? tr("Verdict taken back").toStdString()
                                               : tr("Verdict: %1").arg(name).toStdString();
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    m_port->append(entry);
}

} // namespace triage
