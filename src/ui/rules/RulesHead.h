// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/RouteEdits.h"

#include <QKeyCombination>
#include <QWidget>

#include <functional>

class QComboBox;
class QPushButton;
class QToolButton;

namespace signalbox::ui {

class ElidingLabel;
class RulesDocument;
class SegmentedControl;
class Theme;

/// The line above the views of the rule editor: which route, which view, undo and redo, and how the
/// draft stands to what serves.
///
/// Lives on the GUI thread.
class RulesHead final : public QWidget
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the widget. \a views are the names of the views.
    RulesHead(RulesDocument &document, const Theme &theme, const QStringList &views,
              QWidget *parent);

    /// What asks for a review, wherever on the page the focus is.
    static constexpr QKeyCombination reviewKeys = Qt::CTRL | Qt::SHIFT | Qt::Key_D;

    void setView(int view);
    /// As the button does; nothing where there is nothing to deploy.
    void askForReview();
    /// Buttons for what can be done on the canvas are there with it only.
    void setCanvasButtons(bool areShown);

signals:
    /// An edit was refused, with a sentence that says why.
    void refused(const QString &why);
    void viewChosen(int view);
    void addRequested();
    void layOutRequested();
    void fitRequested();
    void discardRequested();
    void reviewRequested();
    void versionsRequested();

private:
    QToolButton *makeRouteMenu();
    /// Asks for a name and lets \a edit use it.
    void editRoute(const QString &title, const QString &name,
                   const std::function<models::PolicyEditResult(const QString &)> &edit);
    void applyEdit(const QString &undoText, const models::PolicyEditResult &result,
                   const QString &shown);
    QToolButton *makeButton(const QString &name, const QString &text, const QString &keys);
    void fillRoutes();
    void showHistory();
    void showState();

    RulesDocument &m_document;
    const Theme &m_theme;
    QComboBox *m_routes;
    SegmentedControl *m_views;
    QToolButton *m_undo = nullptr;
    QToolButton *m_redo = nullptr;
    QToolButton *m_add = nullptr;
    QToolButton *m_layOut = nullptr;
    QToolButton *m_fit = nullptr;
    ElidingLabel *m_state;
    QPushButton *m_discard = nullptr;
    QPushButton *m_review = nullptr;
};

} // namespace signalbox::ui
