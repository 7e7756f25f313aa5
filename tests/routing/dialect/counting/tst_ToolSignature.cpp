// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ToolSignature.h"

#include <QTest>

using namespace signalbox::routing;

namespace {

/// Apostrophes stand for quotes.
std::string quoted(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

Tool toolWith(const QByteArray &schema, const char *description = "")
{
    return {.name = "f", .description = description, .schemaJson = quoted(schema.toStdString())};
}

} // namespace

class ToolSignatureTest final : public QObject
{
    Q_OBJECT

private slots:
    void schemaBecomesATypeScriptSignature_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("arguments");
        const auto row = [](const char *name, const char *schema, const char *arguments) {
            QTest::newRow(name) << QByteArray(schema)
                                << QByteArray::fromStdString(quoted(arguments));
        };
        row("no schema", "", "");
        row("no JSON", "{", "");
        row("no arguments", "{'type':'object','properties':{}}", "");
        row("required and not",
            "{'type':'object','properties':{'a':{'type':'string','description':'Two\\nlines'},"
            "'b':{'type':'integer','default':3}},'required':['a']}",
            "_: {\n// Two\n// lines\na: string,\nb?: number, // default: 3\n}");
        row("choices", "{'properties':{'a':{'enum':['x',1]},'b':{'type':['string','null']}}}",
            "_: {\na?: 'x' | 1,\nb?: string | null,\n}");
        row("lists and objects",
            "{'properties':{'a':{'type':'array','items':{'type':'object','properties':{'n':{"
            "'type':'boolean'}}}},'b':{'type':'object'},'c':{'type':'array'},'d':{}}}",
            "_: {\na?: {\nn?: boolean,\n}[],\nb?: object,\nc?: any[],\nd?: any,\n}");
        row("references",
            "{'properties':{'a':{'$ref':'#/$defs/P'},'b':{'$ref':'#/$defs/Q'}},"
            "'$defs':{'P':{'type':'number'}}}",
            "_: {\na?: number,\nb?: any,\n}");
        row("alternatives", "{'properties':{'a':{'anyOf':[{'type':'string'},{'type':'null'}]}}}",
            "_: {\na?: string | null,\n}");
    }
    void schemaBecomesATypeScriptSignature()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, arguments);

        const std::string signature = toolSignature(toolWith(schema, "Does it."));

        QCOMPARE(QByteArray::fromStdString(signature),
                 "// Does it.\ntype f = (" + arguments + ") => any;\n\n");
        QCOMPARE(hasArguments(toolWith(schema)), !arguments.isEmpty());
    }

    void schemaThatRefersToItselfEnds()
    {
        const Tool tool =
            toolWith("{'$defs':{'T':{'type':'object','properties':{'left':{'$ref':'#/$defs/T'},"
                     "'right':{'$ref':'#/$defs/T'},'more':{'$ref':'#/$defs/T'}}}},"
                     "'properties':{'tree':{'$ref':'#/$defs/T'},'loop':{'$ref':'#/$defs/L'}}}");

        QVERIFY(toolSignature(tool).size() < 1'000'000);
    }
};

QTEST_GUILESS_MAIN(ToolSignatureTest)
#include "tst_ToolSignature.moc"
