// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/RequestEditor.h"

#include "models/policy/JsonText.h"
#include "models/policy/JsonTree.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <utility>

namespace signalbox::ui {

using models::RouteCaseRequest;

namespace {

constexpr int mostTools = 128; // no provider takes more
constexpr int smallestField = 120; // pixels at 100 %; long names give way
// Lines that are to be seen at once.
constexpr int systemLines = 2;
constexpr int userLines = 3;
constexpr int headerLineCount = 2;
constexpr int bodyLines = 10;

QPlainTextEdit *makeText(const QString &name, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(name);
    text->setTabChangesFocus(true);
    return text;
}

QComboBox *makeChoice(const QString &name, const QString &placeholder, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(name);
    choice->setEditable(true);
    choice->setInsertPolicy(QComboBox::NoInsert);
    choice->lineEdit()->setPlaceholderText(placeholder);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return choice;
}

void setChoices(QComboBox *choice, const QStringList &choices)
{
    const QString was = choice->currentText();
    choice->clear();
    choice->addItems(choices);
    choice->setCurrentIndex(choice->findText(was));
    choice->setEditText(was);
}

void fitToLines(QPlainTextEdit *text, int lines)
{
    const int margins =
        2 * (text->frameWidth() + static_cast<int>(text->document()->documentMargin()));
    text->setFixedHeight(lines * text->fontMetrics().lineSpacing() + margins + 2);
}

/// \a body with line breaks where people expect them; as it is when it cannot be read.
QString readableBody(const QByteArray &body)
{
    const models::JsonTree tree = models::JsonTree::parse(body);
    return QString::fromUtf8(tree.root() ? models::toJsonText(*tree.root()) : body).trimmed();
}

} // namespace

RequestEditor::RequestEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rows(new QFormLayout(this))
    , m_model(
          makeChoice(QStringLiteral("simulatorModel"), tr("A route, a target or a model"), this))
    , m_system(makeText(QStringLiteral("simulatorSystem"), this))
    , m_user(makeText(QStringLiteral("simulatorUser"), this))
    , m_extras(new QWidget(this))
    , m_tools(new QSpinBox(m_extras))
    , m_schema(new QCheckBox(tr("JSON schema"), m_extras))
    , m_stream(new QCheckBox(tr("Stream"), m_extras))
    , m_path(new QLineEdit(QLatin1String(RouteCaseRequest::standardPath), this))
    , m_route(makeChoice(QStringLiteral("simulatorRoute"), tr("As the body says"), this))
    , m_body(makeText(QStringLiteral("simulatorBody"), this))
    , m_client(makeChoice(QStringLiteral("simulatorClient"), tr("Nobody in particular"), this))
    , m_headers(makeText(QStringLiteral("simulatorHeaders"), this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(6);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    buildForm();
    buildBody();
    m_headers->setPlaceholderText(QStringLiteral("x-team: blue"));
    m_rows->addRow(tr("Client key"), m_client);
    m_rows->addRow(tr("Headers"), m_headers);
    for (auto *field : std::initializer_list<QWidget *>{m_model, m_system, m_user, m_path, m_route,
                                                        m_body, m_client, m_headers}) {
        if (auto *label = qobject_cast<QLabel *>(m_rows->labelForField(field)))
            field->setAccessibleName(label->text());
    }

    const auto noteEdit = [this] {
        if (!m_isFilling)
            emit edited();
    };
    for (auto *text : {m_system, m_user, m_body, m_headers})
        connect(text, &QPlainTextEdit::textChanged, this, noteEdit);
    for (auto *choice : {m_model, m_route, m_client})
        connect(choice, &QComboBox::editTextChanged, this, noteEdit);
    for (auto *box : {m_schema, m_stream})
        connect(box, &QCheckBox::toggled, this, noteEdit);
    connect(m_path, &QLineEdit::textEdited, this, noteEdit);
    connect(m_tools, &QSpinBox::valueChanged, this, noteEdit);
    connect(m_model, &QComboBox::editTextChanged, this,
            [this] { m_isModelChosen = m_isModelChosen || !m_isFilling; });
    connect(&theme, &Theme::changed, this, &RequestEditor::fitToTheme);
    fitToTheme();
    showRows();
}

void RequestEditor::buildForm()
{
    m_system->setPlaceholderText(tr("None"));
    m_user->setPlaceholderText(tr("What the client says"));
    m_tools->setObjectName(QStringLiteral("simulatorTools"));
    m_tools->setRange(0, mostTools);
    m_tools->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_tools->setAccessibleName(tr("Number of tools"));
    m_tools->setToolTip(m_tools->accessibleName());
    m_schema->setObjectName(QStringLiteral("simulatorSchema"));
    m_schema->setToolTip(tr("The answer has to follow a JSON schema"));
    m_stream->setObjectName(QStringLiteral("simulatorStream"));
    auto *row = new QHBoxLayout(m_extras);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_tools);
    row->addWidget(m_schema);
    row->addWidget(m_stream);
    row->addStretch();
    m_rows->addRow(tr("Model or route"), m_model);
    m_rows->addRow(tr("System"), m_system);
    m_rows->addRow(tr("User"), m_user);
    m_rows->addRow(tr("Tools"), m_extras);
}

void RequestEditor::buildBody()
{
    m_path->setObjectName(QStringLiteral("simulatorPath"));
    m_body->setPlaceholderText(QStringLiteral("{ \"model\": … }"));
    m_body->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_rows->addRow(tr("Path"), m_path);
    m_rows->addRow(tr("Route"), m_route);
    m_rows->addRow(tr("Body"), m_body);
}

void RequestEditor::fitToTheme()
{
    for (auto *text : {m_body, m_headers})
        text->setFont(m_theme.mono());
    for (auto *choice : {m_model, m_route, m_client})
        choice->setMinimumWidth(m_theme.px(smallestField));
    fitToLines(m_system, systemLines);
    fitToLines(m_user, userLines);
    fitToLines(m_headers, headerLineCount);
    fitToLines(m_body, bodyLines);
}

void RequestEditor::showRows()
{
    for (auto *field : std::initializer_list<QWidget *>{m_model, m_system, m_user, m_extras})
        m_rows->setRowVisible(field, m_mode == Mode::Form);
    for (auto *field : std::initializer_list<QWidget *>{m_path, m_route, m_body})
        m_rows->setRowVisible(field, m_mode == Mode::Body);
}

void RequestEditor::setMode(Mode mode)
{
    if (std::exchange(m_mode, mode) == mode)
        return;
    if (mode == Mode::Body && !m_body->document()->isModified())
        fillBody();
    showRows();
    emit modeChanged(mode);
}

void RequestEditor::fillBody()
{
    m_isFilling = true;
    m_path->setText(QLatin1String(RouteCaseRequest::standardPath));
    m_body->setPlainText(readableBody(asked().body())); // which is not modified then
    m_isFilling = false;
}

void RequestEditor::setNames(const QStringList &models, const QStringList &clients)
{
    m_isFilling = true;
    setChoices(m_model, models);
    setChoices(m_route, models);
    setChoices(m_client, clients);
    m_isFilling = false;
}

void RequestEditor::suggestModel(const QString &model)
{
    if (m_isModelChosen)
        return;
    m_isFilling = true;
    m_model->setEditText(model);
    m_isFilling = false;
}

void RequestEditor::setRequest(const RouteCaseRequest &request)
{
    setMode(Mode::Body);
    m_isFilling = true;
    m_path->setText(request.path);
    m_route->setEditText(request.route);
    m_body->setPlainText(readableBody(request.body));
    m_body->document()->setModified(true); // the form knows nothing of it
    m_client->setEditText(request.client);
    m_headers->setPlainText(headerLines(request.headers));
    m_isFilling = false;
}

AskedRequest RequestEditor::asked() const
{
    return {.model = m_model->currentText().trimmed(),
            .system = m_system->toPlainText(),
            .user = m_user->toPlainText(),
            .tools = m_tools->value(),
            .hasJsonSchema = m_schema->isChecked(),
            .isStreamed = m_stream->isChecked()};
}

models::Result<RouteCaseRequest, QString> RequestEditor::request() const
{
    auto headers = readHeaderLines(m_headers->toPlainText());
    if (!headers)
        return models::Failure{headers.error()};
    RouteCaseRequest request{.headers = headers.takeValue(),
                             .client = m_client->currentText().trimmed()};
    if (m_mode == Mode::Form) {
        request.body = asked().body();
        return request;
    }
    request.path = m_path->text().trimmed();
    request.route = m_route->currentText().trimmed();
    request.body = m_body->toPlainText().toUtf8();
    return request;
}

} // namespace signalbox::ui
