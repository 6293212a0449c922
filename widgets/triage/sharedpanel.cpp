// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/sharedpanel.h"

#include "models/items/differencewords.h"
#include "models/items/formats.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/triage/differencedelegate.h"
#include "widgets/triage/pairedbars.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr std::chrono::milliseconds kSharedInterval(3000);
constexpr int kLowestFindings = 100; // pixels at the usual text size: two of them
constexpr int kWide = 640; // from here on the bars stand beside the list

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

} // namespace

SharedPanel::SharedPanel(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                         const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_query(queries, this)
    , m_pacer(conductor, kSharedInterval)
    , m_kept(std::make_shared<Kept>())
    , m_among(new QComboBox(this))
    , m_summary(plainLabel(this))
    , m_nothing(plainLabel(this))
    , m_found(new QWidget(this))
    , m_list(new QListView(m_found))
    , m_parts(new QBoxLayout(QBoxLayout::TopToBottom, m_found))
    , m_bars(new PairedBars(theme, m_found))
    , m_details(new FindingDetails(theme, m_found))
{
    buildHead();
    buildFound();
    auto* parts = new QWidget;
    auto* around = new QVBoxLayout(this);
    around->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new common::FitScroll(parts, this);
    scroll->setAccessibleName(tr("What the suspects share"));
    around->addWidget(scroll);
    auto* layout = new QVBoxLayout(parts);
    layout->setContentsMargins(0, common::kSpace2, 0, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
    head->setSpacing(common::kSpace3);
    head->addWidget(m_among);
    head->addWidget(m_summary, 1);
    layout->addLayout(head);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_found, 1);
    connect(&m_pacer, &items::RefreshPacer::due, this, &SharedPanel::read);
    connect(&conductor, &items::TimeConductor::modeChanged, m_details, &FindingDetails::updateUses);
    connect(m_among, &QComboBox::currentIndexChanged, this, &SharedPanel::askAnew);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SharedPanel::showCurrent);
    connect(m_details, &FindingDetails::filterChosen, this, &SharedPanel::filterChosen);
    connect(m_details, &FindingDetails::hypothesisChosen, this, &SharedPanel::hypothesisChosen);
    connect(m_details, &FindingDetails::leverChosen, this, &SharedPanel::leverChosen);
    m_pacer.setActive(false);
    updateText();
}

SharedPanel::~SharedPanel()
{
    m_stop.request_stop();
}

void SharedPanel::buildHead()
{
    m_among->setAccessibleName(tr("Which answers are held against the rest"));
    updateAmong();
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    common::keepFont(m_theme, *m_summary, common::TextSize::Small);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace3);
    m_nothing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
}

void SharedPanel::buildFound()
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new DifferenceDelegate(m_theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setAccessibleName(tr("What the suspects share, the surest first"));
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    common::keepLeast(m_theme, *m_list, kLowestFindings);
    auto* side = new QVBoxLayout;
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(common::kSpace2);
    side->addWidget(m_bars, 1);
    side->addWidget(m_details);
    m_parts->setContentsMargins(0, 0, 0, 0);
    m_parts->setSpacing(common::kSpace2);
    m_parts->addWidget(m_list, 3);
    m_parts->addLayout(side, 2);
}

void SharedPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_parts->setDirection(width() >= kWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SharedPanel::focusList()
{
    if (m_list->isVisible())
        m_list->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void SharedPanel::setQuestion(const Question& question)
{
    if (question == m_question)
        return;
    m_question = question;
    askAnew();
}

void SharedPanel::setSelected(std::vector<telemetry::SpanKey> selected)
{
    m_selected = std::move(selected);
    updateAmong(m_selected.empty() ? std::nullopt : std::optional(Choice::Selected));
    askAnew();
}

void SharedPanel::setRegion(const telemetry::TimeRange& region, const std::string& service)
{
    if (region == m_region && service == m_regionService)
        return;
    m_region = region;
    m_regionService = service;
    updateAmong(region.isEmpty() ? std::nullopt : std::optional(Choice::Region));
    askAnew();
}

void SharedPanel::setListed(std::vector<telemetry::SpanKey> listed, int question, bool isChosen)
{
    const bool isOther = question != m_listedQuestion || listed.empty() != m_listed.empty();
    const Choice before = choice();
    m_listed = std::move(listed);
    m_listedQuestion = question;
    updateAmong(isOther && isChosen && !m_listed.empty() ? std::optional(Choice::Listed)
                                                         : std::nullopt);
    // Newcomers of the same list come with the next look.
    if (choice() != before || (isOther && before == Choice::Listed))
        askAnew();
}

void SharedPanel::setUses(FindingUses uses)
{
    m_details->setUses(std::move(uses));
}

SharedPanel::Choice SharedPanel::choice() const
{
    return static_cast<Choice>(m_among->currentData().toInt());
}

void SharedPanel::offer(Choice choice, const QString& text)
{
    m_among->addItem(text, static_cast<int>(choice));
}

// Offers what there is to choose from, and takes what is wanted, else what was taken before while
// it is there.
void SharedPanel::updateAmong(std::optional<Choice> wanted)
{
    const auto count = [](const std::vector<telemetry::SpanKey>& keys) {
        return items::countText(static_cast<std::int64_t>(keys.size()));
    };
    const Choice before = choice();
    const QSignalBlocker blocker(m_among);
    m_among->clear();
    offer(Choice::All, tr("All suspects"));
    if (!m_region.isEmpty())
        offer(Choice::Region,
              tr("%1 – %2").arg(items::utcTimeText(m_region.start),
                                items::utcTimeText(m_region.end)));
    if (!m_listed.empty())
        offer(Choice::Listed, tr("%1 listed").arg(count(m_listed)));
    if (!m_selected.empty())
        offer(Choice::Selected, tr("%1 selected").arg(count(m_selected)));
    int current = m_among->findData(static_cast<int>(wanted.value_or(before)));
    if (current < 0 && !m_region.isEmpty())
        current = m_among->findData(static_cast<int>(Choice::Region));
    m_among->setCurrentIndex(std::max(0, current));
    m_among->setVisible(m_among->count() > 1);
}

differences::DifferenceQuery SharedPanel::query() const
{
    using Among = differences::DifferenceQuery::Among;
    const Choice choice = this->choice();
    Among among = Among::Selected;
    if (choice == Choice::All)
        among = Among::Suspects;
    else if (choice == Choice::Region)
        among = Among::Region;
    return {.among = among,
            .minimum = m_question.minimum,
            .selected = choice == Choice::Listed ? m_listed : m_selected,
            .region = m_region,
            .service = m_regionService};
}

void SharedPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pacer.setActive(true);
}

void SharedPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_pacer.setActive(false);
    m_stop.request_stop();
}

void SharedPanel::askAnew()
{
    ++m_asked;
    m_stop.request_stop();
    m_model.setDifferences({});
    m_current.reset();
    updateText();
    read();
}

void SharedPanel::read()
{
    if (!isVisible())
        return;
    if (m_stop.stop_requested())
        m_stop = {};
    const differences::DifferenceQuery query = this->query();
    differences::TableRequest request{.view = m_conductor.view(), .service = m_question.service};
    // A part of time is held against all that is visible.
    if (choice() == Choice::Region)
        request.service = m_regionService;
    else if (!m_question.range.isEmpty())
        request.view.range = m_question.range;
    m_query.request(
        [kept = m_kept, request, query, asked = m_asked,
         stop = m_stop.get_token()](const store::Reader& reader) -> telemetry::Result<Answer> {
            const std::scoped_lock lock(kept->mutex);
            auto table = kept->reader.read(reader, request, std::chrono::milliseconds(700), stop);
            if (!table)
                return tl::make_unexpected(table.error());
            kept->table = *table;
            return Answer{.differences = differences::differencesOf(**table, query),
                          .question = asked};
        },
        [this](telemetry::Result<Answer> answer) { take(std::move(answer)); });
}

void SharedPanel::take(telemetry::Result<Answer> answer)
{
    if (!answer) {
        // What is listed stays, and is said to be older.
        const QString why =
            tr("Could not be read: %1").arg(common::safeLine(answer.error().message));
        const bool isAny = m_model.rowCount() > 0;
        (isAny ? m_summary : m_nothing)
            ->setText(isAny ? tr("as of %1 · %2").arg(items::utcTimeText(m_shownAt), why) : why);
        return;
    }
    if (answer->question != m_asked)
        return;
    const bool isComplete = answer->differences.isComplete();
    const bool isFirst = m_answered != m_asked;
    if (isComplete)
        m_answered = m_asked;
    // Until all is read only what is whole is worth a move under the pointer; afterwards, where
    // nobody asked for another moment, nothing is.
    const bool isMoving = m_conductor.mode() == items::TimeConductor::Mode::Live;
    if (isLookedAt() && (isFirst ? !isComplete : isMoving))
        m_summary->setText(
            tr("%1 · as of %2").arg(summary(m_model.differences()), items::utcTimeText(m_shownAt)));
    else
        showDifferences(std::move(answer->differences));
    if (!isComplete)
        read(); // on
}

bool SharedPanel::isLookedAt() const
{
    const QWidget* focused = QApplication::focusWidget();
    return m_model.rowCount() > 0 && (m_found->underMouse() || m_found->isAncestorOf(focused));
}

void SharedPanel::showDifferences(differences::Differences differences)
{
    const std::optional<differences::NamedProperty> current = m_current;
    m_isShowing = true;
    m_shownAt = m_conductor.cursor();
    m_model.setDifferences(std::move(differences));
    const int row = current ? m_model.rowOf(*current) : -1;
    m_list->setCurrentIndex(m_model.index(std::max(row, 0), 0));
    m_isShowing = false;
    updateText();
    showCurrent();
}

void SharedPanel::showCurrent()
{
    if (m_isShowing)
        return;
    const QModelIndex index = m_list->currentIndex();
    m_current.reset();
    if (index.isValid())
        m_current = m_model.row(index.row()).property;
    const auto row = index.isValid() ? std::optional(m_model.row(index.row())) : std::nullopt;
    m_bars->setRow(row);
    m_details->setFinding(m_model.differences(), row);
}

void SharedPanel::updateText()
{
    const differences::Differences& found = m_model.differences();
    const bool isAny = m_model.rowCount() > 0;
    m_found->setVisible(isAny);
    const bool isSure = !found.rows.empty();
    m_nothing->setVisible(!isSure);
    // In place of the list, or above what is not sure.
    qobject_cast<QBoxLayout*>(layout())->setStretchFactor(m_nothing, isAny ? 0 : 1);
    m_summary->setText(summary(found));
    QStringList left;
    for (const differences::LeftOut& one : found.leftOut)
        left.append(tr("%1: %2").arg(items::attributeText({.id = one.id}),
                                     QString::fromStdString(one.reason)));
    m_summary->setToolTip(left.isEmpty()
                              ? QString()
                              : common::plainToolTip(tr("Left out\n%1").arg(left.join(u'\n'))));
    if (!isSure)
        m_nothing->setText(nothingText(found));
}

QString SharedPanel::summary(const differences::Differences& found) const
{
    if (found.toRead == 0)
        return {};
    const bool isRegion = choice() == Choice::Region;
    QStringList parts;
    parts.append((isRegion ? tr("%1 answers in it beside %2 others")
                      : found.suspects == 1
                      ? tr("%1 suspect beside %2 judged answers that are no suspects")
                      : tr("%1 suspects beside %2 judged answers that are no suspects"))
                     .arg(items::countText(found.suspects), items::countText(found.rest)));
    if (found.suspectConversations > 0 && found.suspectConversations < found.suspects)
        parts.append((isRegion ? tr("those in it of %1 people or conversations")
                               : tr("from %1 people or conversations"))
                         .arg(items::countText(found.suspectConversations)));
    if (found.tries > 0)
        parts.append(tr("%1 values and ranges compared, which the intervals allow for")
                         .arg(items::countText(found.tries)));
    if (!isRegion && found.unjudged > 0)
        parts.append(tr("%1 not judged").arg(items::countText(found.unjudged)));
    if (found.unselected > 0)
        parts.append(tr("%1 other suspects left out").arg(items::countText(found.unselected)));
    if (!found.isComplete())
        parts.append(
            tr("read %1 of %2").arg(items::countText(found.read), items::countText(found.toRead)));
    else if (found.inView > found.toRead)
        parts.append(tr("the latest %1 of %2 answers")
                         .arg(items::countText(found.toRead), items::countText(found.inView)));
    if (found.notRead > 0)
        parts.append((!found.isComplete() ? tr("%1 selected ones are not read yet")
                          : found.inView > found.toRead
                          ? tr("%1 selected ones are not among them")
                          : tr("%1 selected ones are not in this range"))
                         .arg(items::countText(found.notRead)));
    return parts.join(u" · "_s);
}

QString SharedPanel::nothingText(const differences::Differences& found) const
{
    if (found.toRead == 0)
        return m_answered == m_asked ? tr("No answers in this range: there is nothing to compare.")
                                     : tr("Reads what is known of each answer …");
    if (!found.isComplete())
        return tr("Nothing is surer than chance in what has been read so far.")
            + (found.unsure.empty() ? QString()
                                    : u' ' + tr("What differs most in it could be chance."));
    if (found.suspects < differences::Differences::kFewestSuspects)
        return tr("Too few to compare: %1 held against the rest. From %2 on what differs most is "
                  "listed; "
                  "to be sure takes more.")
            .arg(items::countText(found.suspects),
                 items::countText(differences::Differences::kFewestSuspects));
    if (found.rest < differences::Differences::kFewestOthers)
        return tr("There is hardly anything to compare them with: %1 judged answers that are no "
                  "suspects.")
            .arg(items::countText(found.rest));
    return items::nothingSureText(found, choice() == Choice::Region);
}

} // namespace triage
