"""Templates of letters to customers and canned answers, with the letters that every installation starts with."""

import crm_site.naming
import django.db.models.deletion
from django.db import migrations, models

# Kind, Chinese title, English title, Chinese subject and text, English subject and text.
LETTERS = [
    (
        "acknowledgement",
        "受理通知",
        "Acknowledgement",
        "关于贵方投诉的受理通知 [{complaint number}]",
        """尊敬的{contact}：

您好！我们已于{date received}收到{customer}的投诉，编号为{complaint number}，并已登记受理。对由此给贵方带来的不便，我们深表歉意。

我们对事情的理解如下：
[[用一两句话复述客户反映的情况和要求]]
如有出入或需要补充，请直接回复本函。

目前进度：{where it stands}{what comes next}
我们将于{answer by}前给予贵方正式答复；如需更长时间，会提前告知原因和新的日期。

本投诉的联系人：{writer}，电话：{phone}。来电来函时请注明编号{complaint number}。

感谢贵方的反馈与理解。

{writer}
{today}""",
        "We have received your complaint [{complaint number}]",
        """Dear {contact},

thank you for your message. We received the complaint of {customer} on {date received} and registered it under the number {complaint number}. We are sorry for the trouble that this has caused you.

This is how we understand the matter:
[[in one or two sentences what the customer reports and wants]]
If we have misunderstood something, or if you would like to add to it, please simply answer this letter.

Where it stands: {where it stands} {what comes next}
You will have our answer by {answer by}. Should we need longer, we will tell you beforehand why, and until when.

Your contact person is {writer}, telephone {phone}. Please quote the number {complaint number}.

Thank you for your patience.

Yours sincerely,
{writer}
{today}""",
    ),
    (
        "interim",
        "处理进展通知",
        "Interim letter",
        "关于贵方投诉的处理进展 [{complaint number}]",
        """尊敬的{contact}：

您好！关于{customer}于{date received}提出的投诉（编号{complaint number}），现将进展告知如下。

目前进度：{where it stands}
至今已完成：[[已经查明的情况和已采取的措施]]
尚待完成：[[还需要做什么，为什么需要时间]]

{what comes next}我们预计于{answer by}前给予贵方最终答复。

如有疑问或需要补充材料，请直接回复本函，或联系{writer}，电话：{phone}。

感谢贵方的耐心等待。

{writer}
{today}""",
        "How your complaint stands [{complaint number}]",
        """Dear {contact},

this is how the complaint of {customer} of {date received} (number {complaint number}) stands.

State: {where it stands}
Done so far: [[what we have found out and done]]
Still to be done: [[what is missing, and why it takes time]]

{what comes next} We expect to give you our final answer by {answer by}.

If you have a question or would like to send us something more, please answer this letter, or ask {writer}, telephone {phone}.

Thank you for your patience.

Yours sincerely,
{writer}
{today}""",
    ),
    (
        "final",
        "最终答复",
        "Final answer",
        "关于贵方投诉的答复 [{complaint number}]",
        """尊敬的{contact}：

您好！关于{customer}于{date received}提出的投诉（编号{complaint number}），我们已完成调查，现答复如下。

一、原因
[[查明的原因，以及我们的责任]]

二、处理结果
[[我们做了什么，赔付或补救的内容、金额和日期；如不能满足某项要求，请说明理由]]

三、防止再次发生的措施
[[我们改进了什么，何时完成]]

四、后续事项
[[下一步及日期，例如付款日或回访日]]

如贵方对本答复有异议，可直接回复本函或联系{writer}（电话：{phone}），要求由上一级负责人复核；也可按双方合同约定通过协商、调解、仲裁或诉讼解决。

对此次给贵方造成的不便，我们再次致歉，并感谢贵方帮助我们改进服务。

{writer}
{today}""",
        "Our answer to your complaint [{complaint number}]",
        """Dear {contact},

we have looked into the complaint of {customer} of {date received} (number {complaint number}). This is our answer.

1. Reasons
[[what we found to be the cause, and for what we are responsible]]

2. Result
[[what we have done; compensation or remedy with amount and date; where we cannot do what was asked, why not]]

3. So that it does not happen again
[[what we have changed, and by when]]

4. What comes next
[[the next step and its date, such as a payment or a call]]

If you do not agree with this answer, please answer this letter or call {writer} (telephone {phone}): a superior who has not dealt with the matter will then review it. The ways agreed in our contract - negotiation, mediation, arbitration or the courts - remain open to you.

We apologise again for the trouble, and thank you for helping us to become better.

Yours sincerely,
{writer}
{today}""",
    ),
]


def write_letters(apps, schema_editor):
    template = apps.get_model("complaints", "LetterTemplate")
    template.objects.bulk_create(
        template(
            kind=kind,
            name=name,
            name_en=name_en,
            subject=subject,
            body=body,
            subject_en=subject_en,
            body_en=body_en,
            position=position,
        )
        for position, (kind, name, name_en, subject, body, subject_en, body_en) in enumerate(LETTERS, 1)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0017_calls_and_letters'),
        ('people', '0008_mail_headers'),
    ]

    operations = [
        migrations.CreateModel(
            name='CannedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='title')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='English title')),
                ('text', models.TextField(verbose_name='text')),
                ('text_en', models.TextField(blank=True, verbose_name='English text')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.department', verbose_name='department')),
            ],
            options={
                'verbose_name': 'canned answer',
                'verbose_name_plural': 'canned answers',
                'ordering': ['name', 'id'],
            },
            bases=(crm_site.naming.Named, models.Model),
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='title')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='English title')),
                ('kind', models.CharField(choices=[('acknowledgement', 'Acknowledgement'), ('interim', 'Interim letter'), ('final', 'Final answer')], max_length=20, verbose_name='kind')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('subject_en', models.CharField(blank=True, max_length=200, verbose_name='English subject')),
                ('body_en', models.TextField(blank=True, verbose_name='English text')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'template of a letter',
                'verbose_name_plural': 'templates of letters',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body_en', ''), ('subject_en', '')), models.Q(models.Q(('subject_en', ''), _negated=True), models.Q(('body_en', ''), _negated=True)), _connector='OR'), name='letter_template_english_is_whole', violation_error_message='An English letter needs a subject and a text.')],
            },
            bases=(crm_site.naming.Named, models.Model),
        ),
        # The tables go with the rows in them.
        migrations.RunPython(write_letters, migrations.RunPython.noop),
    ]
