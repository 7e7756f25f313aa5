// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/FeedbackButtons.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {
constexpr int commentWidth = 280; // pixels at 100 %
constexpr int mostCharacters = 500;
} // namespace

FeedbackButtons::FeedbackButtons(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_good(makeThumb(Value::Good))
    , m_bad(makeThumb(Value::Bad))
    , m_comment(new QToolButton(this))
{
    m_comment->setObjectName(QStringLiteral("feedbackComment"));
    m_comment->setAccessibleName(tr("Comment on the answer"));
    setTone(m_comment, Tone::Flat);
    connect(m_comment, &QToolButton::clicked, this, &FeedbackButtons::openComment);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_good);
    row->addWidget(m_bad);
    row->addWidget(m_comment);
    makeCommentBox();
    setFeedback(std::nullopt);
}

QToolButton *FeedbackButtons::makeThumb(Value value)
{
    auto *button = new QToolButton(this);
    const bool isGood = value == Value::Good;
    button->setObjectName(isGood ? QStringLiteral("feedbackGood") : QStringLiteral("feedbackBad"));
    button->setAccessibleName(isGood ? tr("Good answer") : tr("Bad answer"));
    button->setCheckable(true);
    setTone(button, Tone::Flat);
    connect(button, &QToolButton::clicked, this, [this, value] { give(value); });
    return button;
}

void FeedbackButtons::makeCommentBox()
{
    m_commentBox = new QFrame(this, Qt::Popup);
    setPanel(m_commentBox, Panel::Card);
    m_commentText = new QLineEdit(m_commentBox);
    m_commentText->setObjectName(QStringLiteral("feedbackCommentText"));
    m_commentText->setAccessibleName(tr("Comment on the answer"));
    m_commentText->setPlaceholderText(tr("What was good or bad? Enter keeps it."));
    m_commentText->setMaxLength(mostCharacters);
    auto *column = new QVBoxLayout(m_commentBox);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_commentText);
    connect(m_commentText, &QLineEdit::returnPressed, this, &FeedbackButtons::takeComment);
}

void FeedbackButtons::setFeedback(const std::optional<Feedback> &feedback)
{
    m_feedback = feedback;
    const auto showThumb = [&](QToolButton *button, Value value, IconName icon, IconTone tone,
                               const QString &ask, const QString &said) {
        const bool isSaid = feedback && feedback->value == value;
        button->setChecked(isSaid);
        button->setIcon(lineIcon(m_theme, icon, isSaid ? tone : IconTone::Muted));
        button->setToolTip(isSaid ? said : ask);
        button->setAccessibleDescription(button->toolTip());
    };
    showThumb(m_good, Value::Good, IconName::ThumbUp, IconTone::Success,
              tr("This was a good answer"), tr("You said that this was a good answer"));
    showThumb(m_bad, Value::Bad, IconName::ThumbDown, IconTone::Danger, tr("This was a bad answer"),
              tr("You said that this was a bad answer"));
    const QString comment = feedback ? feedback->comment : QString();
    m_comment->setVisible(feedback.has_value());
    m_comment->setIcon(lineIcon(m_theme, IconName::Comment,
                                comment.isEmpty() ? IconTone::Muted : IconTone::Accent));
    m_comment->setToolTip(comment.isEmpty() ? tr("Say why (optional)")
                                            : tr("Your comment: %1").arg(comment));
}

void FeedbackButtons::give(Value value)
{
    const bool isSame = m_feedback && m_feedback->value == value;
    // A comment belongs to what was said with it.
    setFeedback(isSame ? m_feedback : Feedback{.value = value});
    if (!isSame)
        emit feedbackGiven(*m_feedback);
}

void FeedbackButtons::openComment()
{
    if (!m_feedback)
        return;
    m_commentText->setText(m_feedback->comment);
    m_commentBox->setFixedWidth(m_theme.px(commentWidth));
    m_commentBox->adjustSize();
    const QPoint below = m_comment->mapToGlobal(m_comment->rect().bottomRight());
    m_commentBox->move(below - QPoint(m_commentBox->width(), -m_theme.px(4)));
    m_commentBox->show();
    m_commentText->setFocus(Qt::PopupFocusReason);
}

void FeedbackButtons::takeComment()
{
    m_commentBox->hide();
    const QString comment = m_commentText->text().trimmed();
    if (!m_feedback || m_feedback->comment == comment)
        return;
    setFeedback(Feedback{.value = m_feedback->value, .comment = comment});
    emit feedbackGiven(*m_feedback);
}

} // namespace signalbox::ui
