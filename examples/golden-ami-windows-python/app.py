from aws_cdk import App

from windows_stack import WindowsStack

app = App()
WindowsStack(app, "GoldenWindows", description="An updated AMI of Windows Server and what became of it")
app.synth()
