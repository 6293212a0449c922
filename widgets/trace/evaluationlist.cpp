// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/evaluationlist.h"

#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using telemetry::EvaluationState;

constexpr int kStateMark = 16;
constexpr int kShownEvaluations = 200;
constexpr int kReasonCharacters = 2000;

void paintState(QPainter& painter, const QRect& box, EvaluationState state,
                const common::Theme& theme)
{
    switch (state) {
    case EvaluationState::Passed:
        common::icon(theme, u"check"_s, ColorRole::Well).paint(&painter, box);
        return;
    case EvaluationState::Failed:
        common::icon(theme, u"error"_s, ColorRole::Severity1).paint(&painter, box);
        return;
    case EvaluationState::Inconclusive:
        common::paintGlyph(painter, box, health::HealthState::Inconclusive, theme);
        return;
    case EvaluationState::NotCaptured:
        common::paintGlyph(painter, box, health::HealthState::NotCaptured, theme);
        return;
    case EvaluationState::NoData:
        common::paintGlyph(painter, box, health::HealthState::NoData, theme);
        return;
    case EvaluationState::JudgeUnavailable:
        common::paintGlyph(painter, box, health::HealthState::JudgeUnavailable, theme);
        return;
    case EvaluationState::Stale:
        common::paintGlyph(painter, box, health::HealthState::Stale, theme);
        return;
    }
}

// "fail" beside "failed" says nothing more.
bool repeatsState(const telemetry::Evaluation& evaluation)
{
    const QString label = QString::fromStdString(evaluation.label).toLower();
    return (evaluation.state == EvaluationState::Failed && (label == u"fail" || label == u"failed"))
        || (evaluation.state == EvaluationState::Passed
            && (label == u"pass" || label == u"passed"));
}

QString headOf(const telemetry::Evaluation& evaluation)
{
    const std::string check = evaluation.check.empty() ? "check" : evaluation.check;
    QString head = common::safeLine(items::checkTitle(check).toStdString(), 80);
    if (!telemetry::namesSpan(evaluation) && evaluation.responseId.empty())
        head = EvaluationList::tr("Whole trace: %1").arg(head);
    head += u" · "_s + evaluationStateText(evaluation.state);
    if (!evaluation.label.empty() && !repeatsState(evaluation))
        head += u" · "_s + common::safeLine(evaluation.label, 60);
    return head;
}

QString factsOf(const telemetry::Evaluation& evaluation)
{
    QStringList facts;
    facts << (evaluation.evaluator.empty()
                  ? EvaluationList::tr("judge not named")
                  : EvaluationList::tr("by %1").arg(common::safeLine(evaluation.evaluator, 60)));
    if (evaluation.badness)
        facts << (evaluation.origin == telemetry::EvaluationOrigin::Validator
                      ? EvaluationList::tr("chance of being wrong %1")
                      : EvaluationList::tr("judged %1 bad"))
                     .arg(items::percentText(*evaluation.badness));
    else if (evaluation.value)
        facts << EvaluationList::tr("value %1").arg(*evaluation.value, 0, 'g', 4);
    facts << items::utcTimeText(evaluation.time);
    if (evaluation.recorded - evaluation.time > std::chrono::seconds(5))
        facts << EvaluationList::tr("recorded %1 later")
                     .arg(items::durationText(evaluation.recorded - evaluation.time));
    return facts.join(u" · "_s);
}

QString reasonOf(const telemetry::Evaluation& evaluation)
{
    return common::safeText(evaluation.reason, kReasonCharacters).text;
}

int widthOf(const QStyleOptionViewItem& option)
{
    const auto* list = qobject_cast<const QListView*>(option.widget);
    if (list == nullptr)
        return option.rect.width();
    // As if the scroll bar were there: heights must not depend on whether it is.
    return list->width() - list->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
}

int textWidth(int width)
{
    return std::max(40, width - kStateMark - common::kSpace2 - 2 * common::kSpace3);
}

} // namespace

QString evaluationStateText(EvaluationState state)
{
    switch (state) {
    case EvaluationState::Passed:
        return EvaluationList::tr("passed");
    case EvaluationState::Failed:
        return EvaluationList::tr("failed");
    case EvaluationState::Inconclusive:
        return EvaluationList::tr("inconclusive");
    case EvaluationState::NotCaptured:
        return EvaluationList::tr("not captured");
    case EvaluationState::NoData:
        return EvaluationList::tr("does not apply");
    case EvaluationState::JudgeUnavailable:
        return EvaluationList::tr("judge unavailable");
    case EvaluationState::Stale:
        return EvaluationList::tr("stale");
    }
    return {};
}

int EvaluationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_evaluations.size());
}

QVariant EvaluationModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const telemetry::Evaluation& here = evaluation(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return u"%1. %2. %3"_s.arg(headOf(here), factsOf(here), reasonOf(here));
    return {};
}

void EvaluationModel::setEvaluations(std::vector<telemetry::Evaluation> evaluations)
{
    const auto badness = [](const telemetry::Evaluation& evaluation) {
        return evaluation.badness.value_or(-1);
    };
    std::stable_sort(evaluations.begin(), evaluations.end(),
                     [&](const auto& a, const auto& b) { return badness(a) > badness(b); });
    if (evaluations.size() > kShownEvaluations)
        evaluations.resize(kShownEvaluations);
    beginResetModel();
    m_evaluations = std::move(evaluations);
    endResetModel();
}

EvaluationDelegate::EvaluationDelegate(const EvaluationModel& model, const common::Theme& theme,
                                       QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize EvaluationDelegate::sizeHint(const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    const int width = widthOf(option);
    const QFontMetrics body(m_theme.font(common::TextSize::Body));
    const QFontMetrics small(m_theme.font(common::TextSize::Small));
    const QString reason = reasonOf(m_model.evaluation(index.row()));
    int height = common::kSpace2 + body.height() + small.height() + common::kSpace3;
    if (!reason.isEmpty())
        height += common::kSpace1
            + body.boundingRect(QRect(0, 0, textWidth(width), 100000), Qt::TextWordWrap, reason)
                  .height();
    return {width, height};
}

void EvaluationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const telemetry::Evaluation& evaluation = m_model.evaluation(index.row());
    painter->save();
    painter->setClipRect(option.rect);
    if (option.state.testFlag(QStyle::State_Selected)
        && option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Surface3));
    painter->setPen(m_theme.color(ColorRole::Line));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect rest = option.rect.adjusted(common::kSpace3, common::kSpace2, -common::kSpace3, 0);
    rest.setWidth(widthOf(option) - 2 * common::kSpace3);
    const QFont body = m_theme.font(common::TextSize::Body, true);
    const int line = QFontMetrics(body).height();
    paintState(*painter,
               QRect(rest.left(), rest.top() + (line - kStateMark) / 2, kStateMark, kStateMark),
               evaluation.state, m_theme);
    rest.setLeft(rest.left() + kStateMark + common::kSpace2);
    const auto drawLine = [&](const QFont& font, ColorRole role, const QString& text) {
        painter->setFont(font);
        painter->setPen(m_theme.color(role));
        const int height = painter->fontMetrics().height();
        painter->drawText(QRect(rest.left(), rest.top(), rest.width(), height),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
        rest.setTop(rest.top() + height);
    };
    drawLine(body, ColorRole::TextPrimary, headOf(evaluation));
    drawLine(m_theme.font(common::TextSize::Small), ColorRole::TextSecondary, factsOf(evaluation));
    painter->setFont(m_theme.font(common::TextSize::Body));
    painter->setPen(m_theme.color(ColorRole::TextPrimary));
    painter->drawText(rest.adjusted(0, common::kSpace1, 0, 0),
                      Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, reasonOf(evaluation));
    painter->restore();
}

EvaluationList::EvaluationList(const common::Theme& theme, QWidget* parent)
    : QListView(parent)
{
    setModel(&m_model);
    setItemDelegate(new EvaluationDelegate(m_model, theme, this));
    setFrameShape(QFrame::NoFrame);
    setResizeMode(QListView::Adjust);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Evaluations"));
    connect(&theme, &common::Theme::changed, this, [this] { doItemsLayout(); });
}

void EvaluationList::setEvaluations(std::vector<telemetry::Evaluation> evaluations)
{
    m_model.setEvaluations(std::move(evaluations));
}

} // namespace traceview
