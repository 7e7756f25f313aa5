// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <optional>

class QFrame;
class QLineEdit;
class QToolButton;

namespace signalbox::ui {

class Theme;

/// Asks whether an answer was good or bad, with a comment if one likes, and shows what was said.
class FeedbackButtons final : public QWidget
{
    Q_OBJECT

public:
    enum class Value : quint8 { Bad, Good };

    struct Feedback
    {
        Value value = Value::Good;
        QString comment{};

        bool operator==(const Feedback &) const = default;
    };

    FeedbackButtons(const Theme &theme, QWidget *parent);

    /// Shows what was said before; nothing for an answer that nobody has judged.
    void setFeedback(const std::optional<Feedback> &feedback);
    [[nodiscard]] const std::optional<Feedback> &feedback() const { return m_feedback; }

signals:
    /// Somebody judged the answer, or said something else than before.
    void feedbackGiven(const signalbox::ui::FeedbackButtons::Feedback &feedback);

private:
    QToolButton *makeThumb(Value value);
    void makeCommentBox();
    void give(Value value);
    void openComment();
    void takeComment();

    const Theme &m_theme;
    std::optional<Feedback> m_feedback;
    QToolButton *m_good;
    QToolButton *m_bad;
    QToolButton *m_comment;
    QFrame *m_commentBox = nullptr;
    QLineEdit *m_commentText = nullptr;
};

} // namespace signalbox::ui
