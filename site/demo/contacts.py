"""Names and contacts of the demo site: invented, with telephone numbers that cannot exist."""

from content.models import SiteSettings

CONTACTS = {
    "tagline": "每个数字，都能查到出处",
    "tagline_en": "Every figure can be traced to its source",
    "office_address": "长沙市演示路1号",
    "icp_number": "湘ICP备00000000号",
    "police_number": "湘公网安备 00000000000000号",
    "party_mark_url": "https://bszs.conac.cn/",
    "error_report_url": "https://zfwzzc.www.gov.cn/",
    "organizer": "湖南省扶贫办（演示）",
    "host_unit": "省消费扶贫服务中心（演示）",
    "contact": "0731-00000000",
    "site_id_code": "0000000000",
    "help_desk_contact": "演示服务台",
    "help_desk_phone": "0731-00000000",
    "form_contact": "演示联系人",
    "form_phone": "0731-00000000",
    "form_email": "form@example.invalid",
}


def put():
    """Fill in what the site's settings leave empty."""
    for settings in SiteSettings.objects.all():
        for name, value in CONTACTS.items():
            if not getattr(settings, name):
                setattr(settings, name, value)
        settings.save()


def take_away():
    """Empty again what still says what the demo put there."""
    for settings in SiteSettings.objects.all():
        for name, value in CONTACTS.items():
            if getattr(settings, name) == value:
                setattr(settings, name, "")
        settings.save()
