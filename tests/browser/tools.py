"""The measuring tools that are no Python: Lighthouse and the Nu validator, npm packages put into var/tools."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.journeys.server import ROOT

PACKAGES = ("lighthouse", "vnu-jar")


def folder() -> Path:
    """Where the packages lie; never committed."""
    return ROOT / "var" / "tools"


def missing() -> dict[str, str]:
    """Tool → why it cannot be used here; fetches with npm what is not there yet."""
    absent = {}
    for name, program in (("Lighthouse", "node"), ("Nu validator", "java")):
        if not shutil.which(program):
            absent[name] = f"{program} is missing"
        elif not _installed():
            absent[name] = "npm is missing" if not shutil.which("npm") else _install()
    return {name: why for name, why in absent.items() if why}


def _installed() -> bool:
    return all((folder() / "node_modules" / package).is_dir() for package in PACKAGES)


def _install() -> str:
    folder().mkdir(parents=True, exist_ok=True)
    print(f"Fetching {', '.join(PACKAGES)} with npm …", flush=True)
    command = ["npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"]
    ran = subprocess.run([*command, "--prefix", ".", *PACKAGES], cwd=folder(), capture_output=True, text=True)
    return "" if _installed() else f"npm could not fetch it: {ran.stderr.strip().splitlines()[-1:]}"


def version(package) -> str:
    """The version that lies there."""
    return json.loads((folder() / "node_modules" / package / "package.json").read_text())["version"]


def lighthouse(address, chromium, out: Path) -> dict:
    """Lighthouse's report on an address, as a phone on slow 4G sees it. Raises RuntimeError when it gives none."""
    program = folder() / "node_modules" / "lighthouse" / "cli" / "index.js"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --lang=zh-CN"
    command = ["node", program, address, "--quiet", "--output=json", f"--output-path={out}"]
    command += ["--ignore-status-code", "--no-enable-error-reporting", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    out.unlink(missing_ok=True)
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240)
    if not out.exists():
        raise RuntimeError(ran.stderr.strip()[-400:])
    answer = json.loads(out.read_text())
    if answer.get("runtimeError"):
        raise RuntimeError(answer["runtimeError"]["message"])
    return answer


def nu(files: list[Path]) -> list[dict]:
    """What the Nu validator says of HTML and CSS files: errors and warnings."""
    jar = folder() / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", jar, "--format", "json", "--also-check-css", "--stdout", *files]
    ran = subprocess.run(command, capture_output=True, text=True)
    return json.loads(ran.stdout)["messages"]
