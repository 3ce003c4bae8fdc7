"""What the worker (huey) is given: jobs, and the clock's tick every minute."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from core import clock, jobs


@db_task()
def run(job_id):
    """Carry out one job."""
    jobs.run_job(job_id)


@db_periodic_task(crontab(minute="*"))
def tick():
    """Run the timers that are due."""
    clock.tick()
