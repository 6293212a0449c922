// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/screenkeeper.h"

#include "models/redact/redactor.h"
#include "models/telemetry/inenglish.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/tabular.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kViewLookedAt = std::chrono::seconds(2);
constexpr std::chrono::milliseconds kKeepInterval(500);
constexpr qsizetype kLongestText = 400;
constexpr qsizetype kLongestRead = qsizetype{16} * 1024; // of a text, of which that much is kept
constexpr int kMostListRows = 12;
constexpr int kMostColumns = 8;
constexpr int kMostOfPanel = 3600; // bytes
constexpr std::size_t kMostWidgets = 600;

// Nothing that moves by itself makes another view of it.
items::ViewState withoutTime(items::ViewState state)
{
    state.recording.clear();
    state.cursor.reset();
    state.from.reset();
    state.entry = 0;
    if (state.trace)
        state.trace->moment.reset();
    return state;
}

// Secrets go before anything is cut: of half a secret nobody knows what it is.
QString redacted(const QString& text)
{
    std::string utf8 = telemetry::sanitizedUtf8(text.left(kLongestRead).toStdString());
    std::vector<telemetry::Redaction> redactions;
    redact::Redactor::shipped()->redact(utf8, {}, redactions);
    return QString::fromStdString(telemetry::visibleLine(utf8));
}

// What people typed may hold anything.
items::ViewState redacted(items::ViewState state)
{
    for (std::string* typed : {&state.filter, &state.service}) {
        if (!typed->empty())
            *typed = redacted(QString::fromStdString(*typed)).toStdString();
    }
    return state;
}

// What is cut says so, so that whoever redacts it later knows.
QString cutTo(const QString& text, qsizetype longest)
{
    return text.size() > longest ? text.left(longest - 1) + u'…' : text;
}

QString rowsOf(const QAbstractItemView& view)
{
    const QAbstractItemModel* model = view.model();
    if (model == nullptr)
        return {};
    QStringList rows;
    const QModelIndex top = view.indexAt(QPoint(1, 1));
    const int first = std::max(0, top.row());
    const int end = std::min(model->rowCount(view.rootIndex()), first + kMostListRows);
    for (int row = first; row < end; ++row) {
        QStringList cells;
        const int columns = std::min(model->columnCount(view.rootIndex()), kMostColumns);
        for (int column = 0; column < columns; ++column) {
            const QModelIndex index = model->index(row, column, view.rootIndex());
            QString cell = index.data(Qt::DisplayRole).toString();
            if (cell.isEmpty())
                cell = index.data(Qt::AccessibleTextRole).toString();
            if (!cell.isEmpty())
                cells << cutTo(redacted(cell), kLongestText / 2);
        }
        rows << cells.join(u" | "_s);
    }
    return rows.join(u" ; "_s);
}

QString textOf(const QWidget& widget)
{
    const auto named = [&widget](const QString& value) {
        const QString name = widget.accessibleName();
        return name.isEmpty() || value.isEmpty() ? value : name + u": "_s + value;
    };
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
        return line->echoMode() == QLineEdit::Normal ? named(line->text()) : QString();
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return named(box->currentText());
    if (const auto* editor = qobject_cast<const QPlainTextEdit*>(&widget))
        return named(cutTo(redacted(editor->toPlainText()), kLongestText));
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget))
        return named(rowsOf(*view));
    if (const auto* number = qobject_cast<const common::NumberLabel*>(&widget))
        return named(number->text());
    return widget.accessibleDescription(); // of what is painted
}

QString safeText(const QString& text)
{
    return cutTo(redacted(text.simplified()), kLongestText);
}

QString compact(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

QJsonArray saidBy(const QWidget& panel, int most)
{
    struct Said
    {
        QPoint place;
        QString text;
    };
    std::vector<Said> all;
    std::size_t looked = 0;
    for (const QWidget* widget : panel.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty())
            continue;
        if (++looked > kMostWidgets)
            break;
        if (QString text = textOf(*widget); !text.trimmed().isEmpty())
            all.push_back({.place = widget->mapTo(&panel, QPoint()), .text = std::move(text)});
    }
    std::ranges::stable_sort(all, [](const Said& left, const Said& right) {
        return std::pair(left.place.y(), left.place.x())
            < std::pair(right.place.y(), right.place.x());
    });
    QJsonArray said;
    int used = 0;
    QString before;
    for (const Said& one : all) {
        const QString text = safeText(one.text);
        if (text == before)
            continue;
        const auto size = static_cast<int>(text.toUtf8().size()) + 3;
        if (used + size > most) {
            said.append(u"…"_s);
            break;
        }
        used += size;
        said.append(text);
        before = text;
    }
    return said;
}

ScreenKeeper::ScreenKeeper(incident::EntryPort* port, const telemetry::Clock& clock,
                           std::function<items::ViewState()> state, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_clock(clock)
    , m_state(std::move(state))
{
    m_timer.setInterval(kKeepInterval);
    connect(&m_timer, &QTimer::timeout, this, &ScreenKeeper::look);
    m_timer.start();
}

void ScreenKeeper::addPanel(const QString& name, QWidget* panel)
{
    m_panels.emplace_back(name, panel);
}

void ScreenKeeper::look()
{
    if (!m_keepsViews || m_port == nullptr)
        return;
    const items::ViewState state = m_state();
    const items::ViewState seen = withoutTime(state);
    const telemetry::Timestamp now = m_clock.now();
    if (seen != m_seen || m_seenSince == telemetry::Timestamp{}) {
        m_seen = seen;
        m_seenSince = now;
    }
    if (m_kept == seen || now - m_seenSince < kViewLookedAt || now - m_keptAt < kViewLookedAt)
        return;
    m_kept = seen;
    m_keptAt = now;
    telemetry::TimelineEntry entry;
    entry.time = m_seenSince;
    entry.kind = "view";
    entry.subject = state.page;
    const items::ViewState told = redacted(state);
    const telemetry::InEnglish recorded;
    entry.text = tr("Looked at %1").arg(items::viewStateText(told)).toStdString();
    entry.payload = compact({{u"view"_s, items::toJson(told)}}).toStdString();
    m_port->append(entry);
}

std::string ScreenKeeper::screenOf(const QString& kind, const QString& subject) const
{
    const items::ViewState state = redacted(m_state());
    QJsonObject said;
    for (const auto& [name, panel] : m_panels) {
        if (panel == nullptr || !panel->isVisible())
            continue;
        if (const QJsonArray texts = saidBy(*panel, kMostOfPanel); !texts.isEmpty())
            said[name] = texts;
    }
    QJsonObject payload{
        {u"of"_s, QJsonObject{{u"kind"_s, kind}, {u"subject"_s, safeText(subject)}}},
        {u"view"_s, items::toJson(state)},
        {u"said"_s, said}};
    // Escapes make more of it than its text: the last of the longest panel goes first.
    while (compact(payload).toUtf8().size() > kLargest && !said.isEmpty()) {
        QString longest = said.begin().key();
        for (auto panel = said.begin(); panel != said.end(); ++panel) {
            if (panel.value().toArray().size() > said.value(longest).toArray().size())
                longest = panel.key();
        }
        QJsonArray texts = said.value(longest).toArray();
        texts.removeLast();
        if (texts.isEmpty())
            said.remove(longest);
        else
            said[longest] = texts;
        payload[u"said"_s] = said;
    }
    return compact(payload).toStdString();
}

void ScreenKeeper::decided(const QString& kind, const QString& subject, const QString& text)
{
    if (m_port == nullptr)
        return;
    telemetry::TimelineEntry entry;
    entry.time = m_clock.now();
    entry.kind = "screen";
    entry.subject = subject.toStdString();
    entry.payload = screenOf(kind, subject);
    const telemetry::InEnglish recorded;
    entry.text = tr("On the screen when %1: %2")
                     .arg(safeText(text), items::viewStateText(redacted(m_state())))
                     .toStdString();
    m_port->append(entry);
}
