import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.contrib.routable_page.models

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('content', '0001_initial'),
        ('core', '0001_initial'),
        ('organizations', '0001_initial'),
        ('regions', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('review', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='key')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered')),
            ],
            options={
                'verbose_name': 'kind of activity',
                'verbose_name_plural': 'kinds of activity',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ActivityTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
            ],
            options={
                'verbose_name': 'activity tag',
                'verbose_name_plural': 'activity tags',
            },
        ),
        migrations.CreateModel(
            name='TaggedActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='summary')),
                ('share_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.appimage', verbose_name='share picture')),
            ],
            options={
                'verbose_name': 'activity index',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ActivityPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='summary')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ended_on', models.DateField(blank=True, help_text='An activity counts on its last day.', null=True, verbose_name='last day')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('online_zones', models.PositiveIntegerField(blank=True, null=True, verbose_name='online zones established')),
                ('offline_zones', models.PositiveIntegerField(blank=True, null=True, verbose_name='offline zones established')),
                ('halls', models.PositiveIntegerField(blank=True, null=True, verbose_name='halls established')),
                ('cabinets', models.PositiveIntegerField(blank=True, null=True, verbose_name='cabinets established')),
                ('livestream_bases', models.PositiveIntegerField(blank=True, null=True, verbose_name='live-stream bases opened')),
                ('matchmaking_events', models.PositiveIntegerField(blank=True, null=True, verbose_name='large matchmaking events held')),
                ('sales_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='certified products sold')),
                ('people_covered', models.PositiveIntegerField(blank=True, null=True, verbose_name='poor population covered')),
                ('product_kinds', models.CharField(blank=True, max_length=200, verbose_name='kinds of product')),
                ('trade_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='transaction amount')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('facts_hash', models.CharField(blank=True, max_length=64)),
                ('is_counted', models.BooleanField(default=False, verbose_name='counted')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('is_demo', models.BooleanField(default=False)),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activitykind', verbose_name='kind of activity')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='organizations.organization', verbose_name='reported by')),
                ('partner_region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='partner region')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='region')),
                ('share_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.appimage', verbose_name='share picture')),
            ],
            options={
                'verbose_name': 'activity report',
                'verbose_name_plural': 'activity reports',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ActivityAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.appdocument', verbose_name='document')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='activities.activitypage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('alt', models.CharField(blank=True, max_length=200, verbose_name='alternative text')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.appimage', verbose_name='picture')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='activities.activitypage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.appdocument')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alt', models.CharField(blank=True, max_length=200, verbose_name='alternative text')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile')),
                ('image', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.appimage')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ended_on', models.DateField(blank=True, help_text='An activity counts on its last day.', null=True, verbose_name='last day')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('online_zones', models.PositiveIntegerField(blank=True, null=True, verbose_name='online zones established')),
                ('offline_zones', models.PositiveIntegerField(blank=True, null=True, verbose_name='offline zones established')),
                ('halls', models.PositiveIntegerField(blank=True, null=True, verbose_name='halls established')),
                ('cabinets', models.PositiveIntegerField(blank=True, null=True, verbose_name='cabinets established')),
                ('livestream_bases', models.PositiveIntegerField(blank=True, null=True, verbose_name='live-stream bases opened')),
                ('matchmaking_events', models.PositiveIntegerField(blank=True, null=True, verbose_name='large matchmaking events held')),
                ('sales_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='certified products sold')),
                ('people_covered', models.PositiveIntegerField(blank=True, null=True, verbose_name='poor population covered')),
                ('product_kinds', models.CharField(blank=True, max_length=200, verbose_name='kinds of product')),
                ('trade_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='transaction amount')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'under review'), ('returned', 'returned for changes'), ('approved', 'approved'), ('superseded', 'replaced by a correction'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('revoked', 'approval withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('tags', models.CharField(blank=True, max_length=200, verbose_name='tags')),
                ('begun_with', models.UUIDField(editable=False, null=True, unique=True)),
                ('typed', models.JSONField(blank=True, default=dict)),
                ('edits', models.PositiveIntegerField(default=0)),
                ('facts_hash', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activitykind', verbose_name='kind of activity')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_versions', to='organizations.organization')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='activities.activitypage')),
                ('partner_region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='partner region')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'version of a report',
                'verbose_name_plural': 'versions of reports',
                'ordering': ['-updated_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='reportversion',
            name='review',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.review'),
        ),
        migrations.AddField(
            model_name='reportpicture',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='activities.reportversion'),
        ),
        migrations.AddField(
            model_name='reportattachment',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='activities.reportversion'),
        ),
        migrations.AddField(
            model_name='activitypage',
            name='approved_version',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projected_on', to='activities.reportversion'),
        ),
        migrations.AddField(
            model_name='taggedactivity',
            name='content_object',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='activities.activitypage'),
        ),
        migrations.AddField(
            model_name='taggedactivity',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='activities.activitytag'),
        ),
        migrations.AddField(
            model_name='activitypage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='activities.TaggedActivity', to='activities.ActivityTag', verbose_name='tags'),
        ),
        migrations.AddIndex(
            model_name='reportversion',
            index=models.Index(fields=['organization', '-updated_at'], name='version_own'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'returned', 'submitted'])), fields=('page',), name='one_version_in_work'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(('started_on__isnull', True), ('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='version_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sales_amount__isnull', True), ('sales_amount__gte', 0), _connector='OR'), models.Q(('trade_amount__isnull', True), ('trade_amount__gte', 0), _connector='OR')), name='version_amounts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('ended_on__isnull', False), ('kind__isnull', False), ('page__isnull', False), ('region__isnull', False), ('review__isnull', False), ('started_on__isnull', False)), _connector='OR'), name='submitted_version_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='reportpicture',
            constraint=models.UniqueConstraint(fields=('version', 'file'), name='picture_once_per_version'),
        ),
        migrations.AddConstraint(
            model_name='reportattachment',
            constraint=models.UniqueConstraint(fields=('version', 'file'), name='attachment_once_per_version'),
        ),
        migrations.AddIndex(
            model_name='activitypage',
            index=models.Index(condition=models.Q(('is_counted', True)), fields=['-ended_on', '-page_ptr'], name='activity_newest'),
        ),
        migrations.AddIndex(
            model_name='activitypage',
            index=models.Index(condition=models.Q(('is_counted', True)), fields=['region', '-ended_on', '-page_ptr'], name='activity_region'),
        ),
        migrations.AddIndex(
            model_name='activitypage',
            index=models.Index(condition=models.Q(('is_counted', True)), fields=['kind', '-ended_on', '-page_ptr'], name='activity_kind'),
        ),
        migrations.AddIndex(
            model_name='activitypage',
            index=models.Index(condition=models.Q(('is_counted', True)), fields=['region', 'ended_on', 'is_counted', 'online_zones', 'offline_zones', 'halls', 'cabinets', 'livestream_bases', 'matchmaking_events', 'sales_amount', 'people_covered'], name='activity_statistics'),
        ),
        migrations.AddConstraint(
            model_name='activitypage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_version__isnull', True), ('is_counted', False)), models.Q(('approved_at__isnull', False), ('approved_version__isnull', False), ('is_counted', True), models.Q(('facts_hash', ''), _negated=True)), _connector='OR'), name='activity_counted_has_approval'),
        ),
    ]
