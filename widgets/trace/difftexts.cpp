// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/difftexts.h"

#include "models/items/formats.h"
#include "models/telemetry/utf8.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using comparison::MessagePair;
using comparison::MessageText;

constexpr auto kShownCharacters = 20'000L;
constexpr auto kShownBytes = 128UL * 1024; // that are made safe and marked
constexpr float kDifferenceTint = 0.22F;

QString titleOf(const MessageText& text)
{
    QString title = text.isReasoning ? DiffTexts::tr("reasoning")
        : text.isOutput && text.role == "assistant"
        ? (text.name.empty() ? DiffTexts::tr("answer") : DiffTexts::tr("tool call"))
        : common::safeLine(text.role, 40);
    if (!text.name.empty())
        title += u" · "_s + common::safeLine(text.name, 80);
    return title;
}

QString titleOf(const MessagePair& pair, int number)
{
    const MessageText& own = !pair.here || pair.isOnlyThere ? *pair.there : *pair.here;
    QString state = pair.isOnlyThere    ? DiffTexts::tr("only in the good run")
        : !pair.there || pair.isNearest ? DiffTexts::tr("only in the suspect")
        : pair.isEqual                  ? DiffTexts::tr("the same")
                                        : DiffTexts::tr("differs");
    if (pair.isNearest)
        state += DiffTexts::tr(", beside what is most like it, %1")
                     .arg(common::safeLine((pair.isOnlyThere ? *pair.here : *pair.there).name, 80));
    return u"%1  %2 – %3"_s.arg(QString::number(number), titleOf(own), state);
}

int firstToShow(const std::vector<MessagePair>& pairs)
{
    int first = -1;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const MessagePair& pair = pairs[i];
        if (pair.isEqual)
            continue;
        if ((pair.here ? *pair.here : *pair.there).isOutput)
            return static_cast<int>(i);
        if (first < 0)
            first = static_cast<int>(i);
    }
    return first < 0 && !pairs.empty() ? 0 : first;
}

} // namespace

DiffTexts::DiffTexts(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_choice(new QComboBox(this))
    , m_note(new QLabel(this))
{
    m_choice->setAccessibleName(tr("Which text of the step"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(24);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_here.editor = makeEditor(tr("Text of the suspect"));
    m_there.editor = makeEditor(tr("Text of the good run"));
    m_here.marks = new TextMarks(m_here.editor->document());
    m_there.marks = new TextMarks(m_there.editor->document());

    auto* head = new QHBoxLayout;
    head->setContentsMargins(common::kSpace3, common::kSpace1, common::kSpace3, common::kSpace1);
    head->addWidget(m_choice, 1);
    head->addWidget(m_note);
    auto* texts = new QHBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(m_here.editor, 1);
    texts->addWidget(m_there.editor, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(texts, 1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &DiffTexts::showPair);
    connect(&theme, &common::Theme::changed, this, &DiffTexts::restyle);
    setPairs({});
    restyle();
}

QPlainTextEdit* DiffTexts::makeEditor(const QString& name)
{
    auto* editor = new QPlainTextEdit(this);
    editor->setReadOnly(true);
    editor->setUndoRedoEnabled(false);
    editor->setFrameShape(QFrame::NoFrame);
    editor->setTabChangesFocus(true);
    editor->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    editor->setAccessibleName(name);
    editor->document()->setDocumentMargin(common::kSpace3);
    return editor;
}

void DiffTexts::setPairs(std::vector<MessagePair> pairs)
{
    m_pairs = std::move(pairs);
    {
        const QSignalBlocker blocker(m_choice);
        m_choice->clear();
        for (std::size_t i = 0; i < m_pairs.size(); ++i)
            m_choice->addItem(titleOf(m_pairs[i], static_cast<int>(i) + 1));
        m_choice->setCurrentIndex(firstToShow(m_pairs));
    }
    m_choice->setEnabled(!m_pairs.empty());
    showPair(m_choice->currentIndex());
}

void DiffTexts::showPair(int index)
{
    if (index < 0 || index >= count()) {
        showText(m_here, nullptr, {});
        showText(m_there, nullptr, {});
        m_here.editor->setPlainText(tr("No text of this step is in the telemetry."));
        m_note->clear();
        return restyle();
    }
    const MessagePair& pair = m_pairs[static_cast<std::size_t>(index)];
    const std::string* here = pair.here ? &pair.here->text : nullptr;
    const std::string* there = pair.there ? &pair.there->text : nullptr;
    comparison::WordDiff diff;
    if (here != nullptr && there != nullptr)
        diff = comparison::wordDiff(*here, *there);
    showText(m_here, here, diff.here);
    showText(m_there, there, diff.there);
    m_note->setText(diff.isCut ? tr("too long or too different to be compared in full")
                               : QString());
    restyle();
}

void DiffTexts::showText(Side& side, const std::string* text,
                         const std::vector<comparison::WordRun>& runs)
{
    side.others.clear();
    if (text == nullptr) {
        side.editor->setPlainText(m_pairs.empty() ? QString() : tr("Not in this run."));
        return;
    }
    // Runs are in bytes of the text as it came; what is ill-formed is only shown.
    const std::string_view beginning = std::string_view(*text).substr(0, kShownBytes);
    const common::SafeText shown = common::safeText(beginning, kShownCharacters);
    QString all = shown.text;
    if (shown.isCut || beginning.size() < text->size())
        all += u"\n\n"_s
            + tr("… the first %1 characters of %2 bytes are shown.")
                  .arg(items::countText(std::min(kShownCharacters, shown.codePoints)),
                       items::countText(static_cast<std::int64_t>(text->size())));
    side.editor->setPlainText(all);
    if (telemetry::isValidUtf8(beginning)) {
        const telemetry::CodePointIndex points(beginning);
        for (const comparison::WordRun& run : runs)
            if (run.isOther && run.end <= beginning.size())
                side.others.emplace_back(shown.positionOf(points.codePointAt(run.start)),
                                         shown.positionOf(points.codePointAt(run.end)));
    }
}

void DiffTexts::restyle()
{
    const auto mark = [this](Side& side, ColorRole role, QTextCharFormat::UnderlineStyle style) {
        side.editor->setFont(m_theme.font(common::TextSize::Body));
        std::vector<TextMarks::Mark> marks;
        QTextCharFormat format;
        QColor tint = m_theme.color(role);
        format.setUnderlineColor(tint);
        format.setUnderlineStyle(style);
        tint.setAlphaF(kDifferenceTint);
        format.setBackground(tint);
        for (const auto& [start, end] : side.others)
            marks.push_back({.start = start, .end = end, .format = format});
        side.marks->setMarks(std::move(marks));
    };
    mark(m_here, ColorRole::Severity2, QTextCharFormat::SingleUnderline);
    mark(m_there, ColorRole::Series1, QTextCharFormat::DashUnderline);
    m_note->setFont(m_theme.font(common::TextSize::Small));
}

} // namespace traceview
