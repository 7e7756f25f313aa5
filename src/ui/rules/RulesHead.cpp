// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RulesHead.h"

#include "ui/rules/RulesDocument.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeySequence>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

namespace signalbox::ui {

namespace {
constexpr int routeNameLength = 10; // characters that are always seen
} // namespace

RulesHead::RulesHead(RulesDocument &document, const Theme &theme, const QStringList &views,
                     QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_routes(new QComboBox(this))
    , m_views(new SegmentedControl(tr("View"), views, this))
    , m_state(new ElidingLabel(TextRole::Muted, this))
{
    m_routes->setObjectName(QStringLiteral("ruleRoutes"));
    m_routes->setAccessibleName(tr("Route"));
    m_routes->setMinimumContentsLength(routeNameLength);
    m_routes->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_add = makeButton(QStringLiteral("addNode"), tr("Add a node"), QStringLiteral("Ins"));
    m_add->setIcon(lineIcon(theme, IconName::Plus));
    m_layOut = makeButton(QStringLiteral("layOut"), tr("Lay out"), QStringLiteral("Ctrl+Shift+L"));
    m_layOut->setIcon(lineIcon(theme, IconName::Arrange));
    m_fit = makeButton(QStringLiteral("fitGraph"), tr("Show everything"), QStringLiteral("Home"));
    m_fit->setIcon(lineIcon(theme, IconName::Fit));
    m_undo = makeButton(QStringLiteral("undo"), tr("Undo"), QStringLiteral("Ctrl+Z"));
    m_undo->setIcon(lineIcon(theme, IconName::Undo));
    m_redo = makeButton(QStringLiteral("redo"), tr("Redo"), QStringLiteral("Ctrl+Shift+Z"));
    m_redo->setIcon(lineIcon(theme, IconName::Redo));
    auto *versions = new QPushButton(tr("Versions…"), this);
    versions->setObjectName(QStringLiteral("policyVersions"));
    versions->setToolTip(tr("What has served, and the way back to it"));
    setTone(versions, Tone::Flat);
    m_discard = new QPushButton(tr("Discard…"), this);
    m_discard->setObjectName(QStringLiteral("discardDraft"));
    m_review = new QPushButton(tr("Review && deploy…"), this);
    m_review->setObjectName(QStringLiteral("reviewDraft"));
    setTone(m_review, Tone::Primary);
    m_review->setToolTip(
        tr("%1 (%2)").arg(tr("What deploying would change"),
                          QKeySequence(reviewKeys).toString(QKeySequence::NativeText)));
    m_views->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(m_routes);
    row->addWidget(makeRouteMenu());
    row->addWidget(m_views);
    row->addSpacing(8);
    for (QToolButton *button : {m_add, m_layOut, m_fit, m_undo, m_redo})
        row->addWidget(button);
    row->addWidget(m_state, 1);
    row->addWidget(versions);
    row->addWidget(m_discard);
    row->addWidget(m_review);

    connect(m_routes, &QComboBox::activated, &document, &RulesDocument::setRoute);
    connect(m_views, &SegmentedControl::currentChanged, this, &RulesHead::viewChosen);
    connect(m_add, &QToolButton::clicked, this, &RulesHead::addRequested);
    connect(m_layOut, &QToolButton::clicked, this, &RulesHead::layOutRequested);
    connect(m_fit, &QToolButton::clicked, this, &RulesHead::fitRequested);
    connect(m_undo, &QToolButton::clicked, &document.undoStack(), &QUndoStack::undo);
    connect(m_redo, &QToolButton::clicked, &document.undoStack(), &QUndoStack::redo);
    connect(m_discard, &QPushButton::clicked, this, &RulesHead::discardRequested);
    connect(m_review, &QPushButton::clicked, this, &RulesHead::reviewRequested);
    connect(versions, &QPushButton::clicked, this, &RulesHead::versionsRequested);
    connect(&document.undoStack(), &QUndoStack::indexChanged, this, &RulesHead::showHistory);
    connect(&document, &RulesDocument::routesChanged, this, &RulesHead::fillRoutes);
    connect(&document, &RulesDocument::routeChanged, this, &RulesHead::fillRoutes);
    connect(&document, &RulesDocument::dirtyChanged, this, &RulesHead::showState);
    fillRoutes();
    showHistory();
    showState();
}

QToolButton *RulesHead::makeRouteMenu()
{
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("routeMenu"));
    button->setText(QStringLiteral("…"));
    button->setAccessibleName(tr("Edit routes"));
    button->setToolTip(tr("New, rename, copy or remove a route"));
    button->setPopupMode(QToolButton::InstantPopup);
    setTone(button, Tone::Flat);
    auto *menu = new QMenu(button);
    menu->addAction(tr("New route…"), this, [this] {
        editRoute(tr("New route"), {}, [this](const QString &name) {
            return models::addRoute(m_document.policy(), name);
        });
    });
    const auto add = [this, menu](const QString &text, auto run) {
        QAction *action = menu->addAction(text, this, run);
        connect(menu, &QMenu::aboutToShow, action,
                [this, action] { action->setEnabled(m_document.routeIndex() >= 0); });
    };
    add(tr("Rename…"), [this] {
        const QString from = m_document.route().name;
        editRoute(tr("Rename route"), from, [this, from](const QString &name) {
            return models::renameRoute(m_document.policy(), from, name);
        });
    });
    add(tr("Copy…"), [this] {
        const QString from = m_document.route().name;
        editRoute(tr("Copy route"), from + QStringLiteral("-2"), [this, from](const QString &name) {
            return models::copyRoute(m_document.policy(), from, name);
        });
    });
    add(tr("Remove"), [this] {
        const QString name = m_document.route().name;
        applyEdit(tr("Remove route %1").arg(name), models::removeRoute(m_document.policy(), name),
                  {});
    });
    button->setMenu(menu);
    return button;
}

void RulesHead::editRoute(const QString &title, const QString &name,
                          const std::function<models::PolicyEditResult(const QString &)> &edit)
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("routeName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name that clients ask for:"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, title, edit](const QString &chosen) {
                const QString wanted = chosen.trimmed();
                applyEdit(tr("%1 %2").arg(title, wanted), edit(wanted), wanted);
            });
    dialog->open();
}

void RulesHead::applyEdit(const QString &undoText, const models::PolicyEditResult &result,
                          const QString &shown)
{
    if (!result) {
        emit refused(result.error());
        return;
    }
    m_document.replace(undoText, result.value());
    const auto &routes = m_document.policy().routes;
    for (qsizetype i = 0; i < routes.size(); ++i) {
        if (routes.at(i).name == shown)
            m_document.setRoute(static_cast<int>(i));
    }
}

QToolButton *RulesHead::makeButton(const QString &name, const QString &text, const QString &keys)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(
        tr("%1 (%2)").arg(text, QKeySequence(keys).toString(QKeySequence::NativeText)));
    setTone(button, Tone::Flat);
    return button;
}

void RulesHead::askForReview()
{
    m_review->click();
}

void RulesHead::setView(int view)
{
    const QSignalBlocker quiet(m_views);
    m_views->setCurrent(view);
}

void RulesHead::setCanvasButtons(bool areShown)
{
    for (QToolButton *button : {m_add, m_layOut, m_fit})
        button->setVisible(areShown);
}

void RulesHead::fillRoutes()
{
    const QSignalBlocker quiet(m_routes);
    m_routes->clear();
    for (const models::Route &route : m_document.policy().routes)
        m_routes->addItem(route.name);
    m_routes->setCurrentIndex(m_document.routeIndex());
    m_routes->setEnabled(m_routes->count() > 0);
}

void RulesHead::showHistory()
{
    QUndoStack &stack = m_document.undoStack();
    const auto show = [](QToolButton *button, bool can, const QString &text, const char *keys) {
        button->setEnabled(can);
        button->setToolTip(tr("%1 (%2)").arg(
            text, QKeySequence(QLatin1String(keys)).toString(QKeySequence::NativeText)));
    };
    show(m_undo, stack.canUndo(),
         stack.canUndo() ? tr("Undo: %1").arg(stack.undoText()) : tr("Undo"), "Ctrl+Z");
    show(m_redo, stack.canRedo(),
         stack.canRedo() ? tr("Redo: %1").arg(stack.redoText()) : tr("Redo"), "Ctrl+Shift+Z");
}

void RulesHead::showState()
{
    const bool isDirty = m_document.isDirty();
    m_state->setWholeText(isDirty ? tr("Draft, not serving yet") : tr("Serving as shown"));
    m_discard->setVisible(isDirty);
    m_review->setEnabled(isDirty);
}

} // namespace signalbox::ui
