"""Runs ministack on 127.0.0.1 with AWS::ImageBuilder::* served by a simulator, and ends all of it.

    python local_aws.py --port 4566 --simulator http://127.0.0.1:4567 --state FOLDER --remove FOLDER [--certificate FILE --key FILE] [--auth]

Its environment becomes that of the server and of every Lambda function, so the caller passes a clean one.
`--auth` checks keys, roles and policies; it needs TLS, because the bootstrap bucket's policy refuses plain HTTP.

ministack does not end on a signal while a custom resource waits, and its Lambda workers outlive it when it is killed.
So this process only watches: ministack runs in a child with a process group of its own, which is ended as a whole, also
when whoever started this process is gone.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 3
WATCH_SECONDS = 0.05


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--state", required=True, help="folder for everything that ministack writes")
    parser.add_argument("--remove", required=True, help="folder to remove when whoever started this is gone")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--auth", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    return serve(options) if options.serve else supervise(options)


def supervise(options):
    signals = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda caught, frame: signals.append(caught))
    parent = os.getppid()
    os.makedirs(options.state, exist_ok=True)
    child = subprocess.Popen([sys.executable, os.path.abspath(__file__), *sys.argv[1:], "--serve"],
                             env=server_environment(options), start_new_session=True)
    orphaned = False
    while child.poll() is None and not signals and not orphaned:
        time.sleep(WATCH_SECONDS)
        orphaned = os.getppid() != parent
    end_group(child)
    if orphaned:
        shutil.rmtree(options.remove, ignore_errors=True)
    return 0 if signals or orphaned else child.returncode


def end_group(child):
    """Ends the server, and then whatever is left of its group: a Lambda worker may be busy."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGINT)
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()


def server_environment(options):
    own = {
        "HOME": options.state, "TMPDIR": options.state, "STATE_DIR": os.path.join(options.state, "state"),
        "BIND_HOST": "127.0.0.1", "MINISTACK_HOST": "127.0.0.1", "MINISTACK_REGION": "us-east-1",
        "GATEWAY_PORT": options.port, "EDGE_PORT": options.port,
        "AUTH": "true" if options.auth else "false",
        "LAMBDA_EXECUTOR": "local", "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0",
        # The day of queries and of Lambda functions is that of AWS.
        "TZ": "UTC",
        # ministack would look for containers of its own in the user's Docker.
        "DOCKER_HOST": "unix:///dev/null/none",
        # Reaches the Lambda functions without a change to any template.
        "AWS_ENDPOINT_URL_IMAGEBUILDER": options.simulator,
        # ministack knows no scans of AMIs; the simulator does.
        "AWS_ENDPOINT_URL_EC2": options.simulator,
        "AWS_ENDPOINT_URL_INSPECTOR2": options.simulator,
    }
    if options.certificate:
        own |= {"USE_SSL": "1", "MINISTACK_SSL_CERT": options.certificate, "MINISTACK_SSL_KEY": options.key,
                "NODE_EXTRA_CA_CERTS": options.certificate}
    return dict(os.environ) | own


def end_with_parent():
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os.killpg(0, signal.SIGKILL)


def serve(options):
    threading.Thread(target=end_with_parent, daemon=True).start()
    import ministack_fit
    import ministack_hooks

    try:
        ministack_fit.check_fit()
    except ministack_fit.DoesNotFit as misfit:
        print(misfit, file=sys.stderr)
        return 2
    ministack_hooks.register_image_builder(options.simulator)
    ministack_hooks.name_instance_profiles()
    ministack_hooks.write_parameters(options.simulator)
    ministack_hooks.limit_custom_resource_responses()
    ministack_hooks.answer_queries()
    ministack_hooks.keep_flow_logs()
    ministack_hooks.name_anomaly_alarms()
    ministack_hooks.listen_on_one_port()
    ministack_hooks.serve_authorizer()
    ministack_hooks.serve_events()
    import ministack.app
    sys.argv = sys.argv[:1]  # ministack parses arguments of its own
    return ministack.app.main()


if __name__ == "__main__":
    sys.exit(main())
